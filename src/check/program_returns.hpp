#pragma once
// What single programs are said to bring, against what they are said to cost.
#include "check/returns.hpp"

namespace northline {

struct ProgramReturn {
  Element program;
  PlanReturn gain; ///< `known` is false: no benefit with a value stands behind it, or nothing that it costs
};

/// The return of every open program that is no part of another, in the order of their handles. A benefit is
/// divided among those who deliver it by their shares, and what a goal delivers among the work and the goals
/// directly below it by their contributions; where one gives no size it counts like the mean of the others.
/// O(benefits times goals below them); empty where that would be more than ten million steps.
std::vector<ProgramReturn> program_returns(RuleRun&, double years_after, double others);

} // namespace northline
