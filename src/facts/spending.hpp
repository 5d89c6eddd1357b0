#pragma once
// Where money and hours go: to goals that lead to the top, to goals that do not, or to no goal at all
// (docs/scores-definition.md, sections 5 and 7).
#include "facts/line_of_sight.hpp"
#include "facts/load.hpp"
#include "facts/sum.hpp"

#include <cmath>

namespace northline {

/// How far a goal leads to the tops; where sizes are missing, somewhere in lower … upper.
struct Direction {
  double lower = 0, upper = 1;
  bool exact = false;    ///< then both are the same
  bool negative = false; ///< a way to the tops on which it does harm exists
};
Direction direction_of(const LineOfSight&, std::uint32_t goal_row);

/// What of an amount serves goals that lead somewhere.
struct AlignedSpend {
  double total = 0, aligned = 0;
  double no_goal = 0, no_line_of_sight = 0, negative = 0;
  double share() const { return total != 0 ? aligned / total : unknown_number; }
};
struct Spending {
  AlignedSpend money, hours;
};
Spending aligned_spend(const LineOfSight&, const WorkUnits&, const Load&, Cancel);

/// How an amount of one unit of work is divided; the parts sum to 1 where it goes anywhere.
struct Division {
  double aligned = 0, no_line_of_sight = 0, negative = 0;
  bool anywhere = false;
};
Division divide_spend(const LineOfSight&, const WorkUnits&, std::uint32_t unit);

/// The unit whose contributions say where the spend of this one goes: itself, else the nearest program above
/// that contributes to anything; no_row: none.
std::uint32_t contributing_unit(const WorkUnits&, std::uint32_t unit);

/// Calls f(contribution, weight) for each contribution of a unit: the size of it, and for those that give
/// none the mean of the others.
template <class F> void each_division(const WorkUnits& work, std::uint32_t unit, F&& f) {
  Sum given;
  for (const Contribution& c : work.to_goals(unit))
    if (c.known()) given.add(std::fabs(c.contribution));
  const double bare = given.count() != 0 ? given.value() / static_cast<double>(given.count()) : 1;
  for (const Contribution& c : work.to_goals(unit)) f(c, c.known() ? std::fabs(c.contribution) : bare);
}

} // namespace northline
