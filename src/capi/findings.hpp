#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "check/check.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace northline::capi {

/// `handle` is what checks in code look at: the same strategy; null makes one of the view, which then has no
/// changes.
std::shared_ptr<const Findings> check(const View& view, const Settings& settings,
                                      const northline_strategy* handle = nullptr);

/// The words of one finding.
struct ShownFinding {
  std::string message, pointer, fix, suppression; ///< the last two as JSON, or empty
  std::size_t line = 0, column = 0, offset = 0, length = 0;
};

} // namespace northline::capi

struct northline_findings {
  static constexpr northline::capi::Tag type = northline::capi::Tag::findings;
  northline::capi::Tag tag = type;

  northline_findings(std::shared_ptr<const northline::Findings> all, northline::capi::Settings settings);
  /// Made when asked for the first time and kept, because views of it are handed out.
  const northline::capi::ShownFinding& shown(std::size_t index) const;
  const std::string& fingerprint(std::size_t index) const;

  const northline::Messages& words() const { return settings.messages ? *settings.messages : english_; }

  const std::shared_ptr<const northline::Findings> findings;
  const northline::capi::Settings settings; ///< of the check: its language, and the token that stops printing

private:
  const northline::Messages english_;
  mutable std::mutex lock_;
  mutable std::vector<std::unique_ptr<const northline::capi::ShownFinding>> shown_;
  mutable std::vector<std::string> fingerprints_;
  mutable northline::PlaceFinder places_;
};
