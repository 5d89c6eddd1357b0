#pragma once
#include "base/date.hpp"
#include "capi/guard.hpp"
#include "capi/own_checks.hpp"
#include "check/check.hpp"
#include "check/messages.hpp"
#include "io/json_reader.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace northline::capi {

/// What a running call and those who watch it share.
struct CallState {
  std::atomic<bool> requested{false};
  Progress progress;
};

} // namespace northline::capi

struct northline_cancel {
  static constexpr northline::capi::Tag type = northline::capi::Tag::cancel;
  northline::capi::Tag tag = type;
  std::shared_ptr<northline::capi::CallState> state; ///< shared with the options that hold the token
};

namespace northline::capi {

/// What a call copies out of its options; the defaults where it was given none.
struct Settings {
  std::vector<OwnCode> own; ///< checks in code
  bool strict = false;
  Date as_of;
  std::size_t threads = 1;
  Limits limits;
  std::size_t findings = 1'000'000;
  std::map<std::string, Severity, std::less<>> severities; ///< by code
  std::shared_ptr<const Configuration> configuration;
  Configuration pieces; ///< what was set piece by piece
  std::shared_ptr<const Baseline> baseline;
  bool consequences = false;
  std::shared_ptr<CallState> call;
  std::shared_ptr<const Messages> messages; ///< null: English

  Cancel token() const { return call ? Cancel(&call->requested) : Cancel(); }
  Progress* progress() const { return call ? &call->progress : nullptr; }
};

} // namespace northline::capi

struct northline_options {
  static constexpr northline::capi::Tag type = northline::capi::Tag::options;
  northline::capi::Tag tag = type;
  northline::capi::Settings settings;
};

namespace northline::capi {

inline Settings settings_of(const northline_options* options) {
  const northline_options* given = maybe(options, "options");
  return given ? given->settings : Settings{};
}

} // namespace northline::capi
