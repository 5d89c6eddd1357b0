#include "facts/spending.hpp"

namespace northline {
namespace {

/// Amounts and where they go.
struct Spend {
  Sum total, aligned, no_goal, no_line_of_sight, negative;
  void put(double amount, const Division& d) {
    if (!known(amount) || amount == 0) return;
    total.add(amount);
    if (!d.anywhere) {
      no_goal.add(amount);
      return;
    }
    if (d.aligned != 0) aligned.add(amount * d.aligned);
    if (d.no_line_of_sight != 0) no_line_of_sight.add(amount * d.no_line_of_sight);
    if (d.negative != 0) negative.add(amount * d.negative);
  }
  AlignedSpend value() const {
    return {total.value(), aligned.value(), no_goal.value(), no_line_of_sight.value(), negative.value()};
  }
};

} // namespace

Direction direction_of(const LineOfSight& sight, std::uint32_t goal_row) {
  Direction d;
  if (!sight.has_tops()) return d;
  const Sight& s = sight.of_row(goal_row);
  if (s.circular && !s.positive && !s.negative) return d;
  d.negative = s.negative;
  const auto exactly = [&d](double x) {
    d.lower = d.upper = x;
    d.exact = true;
    return d;
  };
  if (!s.positive) return exactly(0);
  if (!s.negative) return exactly(1);
  const auto proper = [](double x) { return x > 0 && x < HUGE_VAL; };
  if (!proper(s.positive_high) || !proper(s.negative_high)) return d;
  if (!s.unsized) return exactly(s.positive_low / (s.positive_low + s.negative_low));
  d.lower = s.positive_low != 0 ? s.positive_low / (s.positive_low + s.negative_high) : 0;
  d.upper = s.positive_high / (s.positive_high + s.negative_low);
  return d;
}

std::uint32_t contributing_unit(const WorkUnits& work, std::uint32_t unit) {
  while (unit != no_row && work.to_goals(unit).empty()) unit = work.home(unit);
  return unit;
}

Division divide_spend(const LineOfSight& sight, const WorkUnits& work, std::uint32_t unit) {
  unit = contributing_unit(work, unit);
  if (unit == no_row) return {};
  Sum all, aligned, blind, negative;
  each_division(work, unit, [&](const Contribution& c, double w) {
    all.add(w);
    if (!c.positive()) {
      negative.add(w);
      return;
    }
    const Direction direction = direction_of(sight, c.other);
    aligned.add(w * direction.lower);
    (direction.negative ? negative : blind).add(w * (1 - direction.lower));
  });
  const double total = all.value();
  return {aligned.value() / total, blind.value() / total, negative.value() / total, true};
}

Spending aligned_spend(const LineOfSight& sight, const WorkUnits& work, const Load& load, Cancel cancel) {
  Work steps(cancel);
  const std::span<const Demand> demands = load.demands();
  Spend money, hours;
  std::vector<bool> has_unit(demands.size());
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    const auto own = load.of_unit(unit);
    if (own.empty()) continue;
    const Division d = divide_spend(sight, work, unit);
    for (const std::uint32_t i : own) {
      steps.step();
      has_unit[i] = true;
      money.put(demands[i].money, d);
      if (demands[i].dated()) hours.put(demands[i].total_hours(), d);
    }
  }
  for (std::uint32_t i = 0; i < demands.size(); ++i) {
    if (has_unit[i]) continue;
    money.put(demands[i].money, {});
    if (demands[i].dated()) hours.put(demands[i].total_hours(), {});
  }
  return {money.value(), hours.value()};
}

} // namespace northline
