#include "check/reading.hpp"
#include "check/spending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact goal_graph", "fact work_units", "fact load",
                                          "all goal.status", "all goal.importance"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const auto importance = [&](std::uint32_t row) {
    return v.get(field::goal::importance, ElementOf<Kind::goal>{goals.rows().at(row)});
  };
  // Only goals without parts are compared: the others get their money through them.
  const auto compared = [&](std::uint32_t row) {
    return goals.component(row) != no_row && goals.below(row).empty() && open(v, goals.rows().at(row)) &&
           known(importance(row));
  };
  double least = unknown_number, greatest = unknown_number;
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    if (!compared(row)) continue;
    const double x = importance(row);
    if (!(x >= least)) least = x;
    if (!(x <= greatest)) greatest = x;
  }
  if (!(least < greatest)) return;
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  Sum low, high;
  std::vector<Element> favoured;
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    const auto own = load.of_unit(unit);
    const std::uint32_t at = own.empty() ? no_row : contributing_unit(work, unit);
    if (at == no_row) continue;
    Sum money, weights;
    for (const std::uint32_t i : own)
      if (load.demands()[i].money > 0) money.add(load.demands()[i].money);
    if (money.count() == 0) continue;
    each_division(work, at, [&](const Contribution&, double w) { weights.add(w); });
    each_division(work, at, [&](const Contribution& c, double w) {
      if (!c.positive() || !compared(c.other)) return;
      const double x = importance(c.other);
      if (x == least) {
        low.add(money.value() * w / weights.value());
        favoured.push_back(goals.rows().at(c.other));
      } else if (x == greatest) {
        high.add(money.value() * w / weights.value());
      }
    });
  }
  if (!(low.value() > high.value() * (1 + 1e-9))) return;
  auto report = run.report(strategy);
  report.number("least", least)
      .number("low", low.value())
      .number("greatest", greatest)
      .number("high", high.value());
  relate(report, v, std::move(favoured));
}

} // namespace

extern const Rule spend_upside_down = {
    .code = "NL958",
    .name = "spend-upside-down",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Do important goals get more money than unimportant ones?",
    .message = "Goals of least importance ({least}) get {low:amount}, those of greatest importance "
               "({greatest}) only {high:amount}.",
    .advice = "Move money, or say by the importance what you really want.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::money,
};

} // namespace northline::rules
