#include "check/reading.hpp"

#include <cmath>
#include <limits>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.5, "the least share of the goal that all work together should be said to bring"},
};
constexpr std::string_view footprint[] = {"fact goal_graph", "fact work_units", "all goal.status",
                                          "all goal.from", "all goal.level"};

// One pass from the lowest goals upwards: components are numbered so that what lies below has the greater
// number.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  const std::uint32_t n = goals.rows().size();
  std::vector<double> most(n, 0); // of each goal, what all work together may bring at most
  for (std::uint32_t c = goals.component_count(); c-- > 0;) {
    const bool circle = goals.members(c).size() > 1;
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      for (const Contribution& b : work.to_goal(row)) most[row] += b.known() ? b.contribution / 100 : 1;
      if (circle) most[row] = std::numeric_limits<double>::infinity();
      for (const GoalEdge& e : goals.above(row))
        if (goals.component(e.goal) != c && e.high > 0) most[e.goal] += e.high * most[row];
    }
  }
  for (std::uint32_t row = 0; row < n; ++row) {
    if (!(most[row] > 0) || !(most[row] < run.parameter(0))) continue; // with no work at all NL205 speaks
    const Element goal = goals.rows().at(row);
    if (goals.component(row) == no_row || !committed(v, goal) || given_goal(v, goals, goal)) continue;
    run.report(goal).number("percent", std::round(1000 * most[row]) / 10);
  }
}

} // namespace

extern const Rule goal_mostly_unplanned = {
    .code = "NL226",
    .name = "goal-mostly-unplanned",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Do the programs together bring enough of the goal?",
    .message = "All work together is said to bring at most {percent} % of {focus}.",
    .advice = "Plan what brings the rest, say more of what the work brings, or make the goal smaller.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
