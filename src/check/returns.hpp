#pragma once
// What a strategy is said to bring, against what it is said to cost, over its own time. Whatever cannot be
// told makes the return look better: what these checks report is then true for certain.
#include "check/rule.hpp"

namespace northline {

/// A number between low and high: triangular around `likely`, or with `even` uniform or triangular, which the
/// document no longer tells apart where the likely value is the middle.
struct Range {
  double low, likely, high;
  bool even() const { return likely - low == high - likely; }
};

struct PlanReturn {
  bool known = false;  ///< false: a benefit has no value, there is none, nothing costs, or no time is stated
  double years = 0;    ///< over which benefits are counted
  double benefits = 0; ///< expected, at most
  double costs = 0;    ///< expected, at least
  double certain = 0;  ///< the part of the return that has no range
  std::vector<Element> partly; ///< benefits of which only a part is promised
  std::vector<Range> terms;    ///< the ranges, benefits above 0 and costs below, the widest first
};
/// What `plan_return` reads, for footprints of checks of the strategy.
inline constexpr std::string_view return_footprint[] = {
    "start",
    "end",
    "fact work_units",
    "fact load",
    "all benefit.status",
    "all benefit.beneficiary",
    "all benefit.value",
    "all benefit<delivers.status",
    "all program.status",
    "all program.budget",
    "all program>consumes.rate",
    "all activity.status",
    "all activity>consumes.rate",
    "all channel.status",
    "all channel>consumes.rate",
    "all metric.status",
    "all metric>consumes.rate",
    "all resource.rate",
    "all resource.status",
};
/// `years_after`: for so many years after the end benefits are counted too; `others`: share of what customers
/// and partners gain that counts beside the company's gain.
PlanReturn plan_return(RuleRun&, double years_after, double others);

/// A lower bound for the probability that the return is a loss, if its ranges are independent.
double least_probability_of_loss(const PlanReturn&);

} // namespace northline
