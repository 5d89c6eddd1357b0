#pragma once
// Checks that compare two versions of a strategy. Without an earlier version they are silent.
#include "check/rule.hpp"

namespace northline {

/// Reports targets that were moved after their time had begun, without a note (NL634).
void report_moved_targets(RuleRun&, Element metric, const View& earlier);

/// What a check of this code does when an earlier version is there; null: what it does without one.
using Against = void (*)(RuleRun&, Element focus, const View& earlier);
inline Against against(std::string_view code) { return code == "NL634" ? report_moved_targets : nullptr; }

} // namespace northline
