#pragma once
// Checks in code: what a caller gave, and what its function is given in turn.
#include "capi/guard.hpp"
#include "check/own/own_check.hpp"

#include <memory>
#include <string>
#include <vector>

namespace northline::capi {

/// One check of the options, until a call makes a check of it.
struct OwnCode {
  OwnCheck::Words words;
  northline_decide decide = nullptr;
  std::shared_ptr<void> user; ///< released when nothing needs it any more
};

/// Ready to run. The handle is what the functions look at; it outlives the run, not the findings.
std::vector<std::shared_ptr<const OwnCheck>> own_checks(const std::vector<OwnCode>& all,
                                                        const northline_strategy* handle);

} // namespace northline::capi

/// Lives on the stack of one call of a check's function.
struct northline_report {
  static constexpr northline::capi::Tag type = northline::capi::Tag::report;
  northline::capi::Tag tag = type;
  const northline::View* view = nullptr;
  std::vector<northline::CodedCheck::Said> said;
  std::string failure;
};
