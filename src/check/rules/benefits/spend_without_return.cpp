#include "check/reading.hpp"
#include "check/spending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact goal_graph",      "fact work_units",    "fact load",
                                          "all benefit.status",   "all benefit.value",  "all goal>delivers",
                                          "all program>delivers", "all program.status", "all program.type",
                                          "all program.budget",   "all activity.status"};
constexpr Parameter parameters[] = {{"share", 0.2, "share of the spend that may go without a stated return"}};

bool valued(const View& v, Element e) {
  for (const Edge& d : v.out(e, Relation::delivers))
    if (in_force(v, d.target) && v.get(field::benefit::value, v.as<Kind::benefit>(d.target)).given)
      return true;
  return false;
}

/// By component: a goal in it, below it or above it brings a benefit with a value.
std::vector<bool> returning(const View& v, const GoalGraph& goals) {
  const std::uint32_t n = goals.component_count();
  std::vector<bool> up(n), down(n);
  for (std::uint32_t c = n; c-- > 0;)
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      if (valued(v, goals.rows().at(row))) up[c] = down[c] = true;
      for (const std::uint32_t b : goals.below(row))
        if (up[goals.component(b)]) up[c] = true;
    }
  for (std::uint32_t c = 0; c < n; ++c)
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      for (const GoalEdge& e : goals.above(row))
        if (down[goals.component(e.goal)]) down[c] = true;
    }
  for (std::uint32_t c = 0; c < n; ++c) up[c] = up[c] || down[c];
  return up;
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  std::vector<bool> returns;
  Sum total, bare;
  std::vector<Element> without;
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    if (work.unit(unit) != unit) continue;
    Sum sum;
    for (const std::uint32_t i : load.of_unit(unit))
      if (known(load.demands()[i].money)) sum.add(load.demands()[i].money);
    double spend = sum.value();
    if (work.is_program(unit)) {
      const ElementOf<Kind::program> program{work.element(unit)};
      using T = choice::program_type;
      const T type = v.get(field::program::type, program);
      // What is learnt or looked after brings its return through other work.
      if (type == T::evaluation || type == T::listening || type == T::education) continue;
      if (!(spend > 0) && work.home(unit) == no_row)
        spend = v.get(field::program::budget, program).point_or(0);
    }
    if (!(spend > 0) || !open(v, work.element(unit))) continue;
    total.add(spend);
    bool stated = work.is_program(unit) && valued(v, work.element(unit));
    const std::uint32_t at = contributing_unit(work, unit);
    if (!stated && at != no_row) {
      if (returns.empty()) returns = returning(v, goals);
      for (const Contribution& c : work.to_goals(at))
        stated = stated ||
                 (c.positive() && goals.component(c.other) != no_row && returns[goals.component(c.other)]);
    }
    if (stated) continue;
    bare.add(spend);
    without.push_back(work.element(unit));
  }
  if (!(total.value() > 0) || !(bare.value() > run.parameter(0) * total.value())) return;
  auto report = run.report(strategy);
  report.number("spend", bare.value()).number("total", total.value());
  relate(report, v, std::move(without));
}

constexpr std::string_view causes[] = {"NL001", "NL002", "NL206"};

} // namespace

extern const Rule spend_without_return = {
    .code = "NL959",
    .name = "spend-without-return",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there a stated return behind the spend?",
    .message = "{spend:amount} of {total:amount} go to work behind which no benefit with a value is stated.",
    .advice = "State the benefit that the goals of this work deliver, with its value, or "
              "question the spend.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad | Pack::money,
};

} // namespace northline::rules
