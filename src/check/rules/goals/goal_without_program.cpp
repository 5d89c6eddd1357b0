#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact goal_graph", "fact work_units", "all goal.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL204"};

// One pass from the lowest goals upwards: components are numbered so that what lies below has the greater
// number.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  std::vector<bool> helped(goals.component_count());
  for (std::uint32_t c = goals.component_count(); c-- > 0;)
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      bool yes = !work.to_goal(row).empty();
      for (const std::uint32_t below : goals.below(row)) yes = yes || helped[goals.component(below)];
      if (yes) helped[c] = true;
    }
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    const std::uint32_t c = goals.component(row);
    if (c != no_row && !helped[c] && open(v, goals.rows().at(row))) run.report(goals.rows().at(row));
  }
}

} // namespace

extern const Rule goal_without_program = {
    .code = "NL205",
    .name = "goal-without-program",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does any program or activity contribute to the goal?",
    .message = "No program or activity contributes to {focus} or to a goal below it, so nobody works on it.",
    .advice = "Let a program contribute to it, plan one, or drop the goal.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
