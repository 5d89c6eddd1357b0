#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"due",
                                          "status",
                                          "form",
                                          "from",
                                          "level",
                                          "fact goal_graph",
                                          ">measured_by.status",
                                          ">measured_by.targets"};

bool has_day(const View& v, Element goal) {
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    if (!in_force(v, e.target)) continue;
    if (v.get(edge_field::measured_by::due, e).known()) return true;
    for (const Aim& aim : aims(v.get(field::metric::targets, v.as<Kind::metric>(e.target))))
      if (aim.due.known()) return true;
  }
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  if (v.get(field::goal::due, g).known() || !committed(v, goal)) return;
  const GoalGraph& goals = run.facts.goals();
  const choice::goal_form form = v.get(field::goal::form, g);
  // A broad goal is dated by the goals below it; an objective is for one cycle by its own declaration.
  if (form != choice::goal_form::objective && form != choice::goal_form::key_result &&
      !goals.below(goals.rows().of(goal)).empty())
    return;
  if (!given_goal(v, goals, goal) && !has_day(v, goal)) run.report(goal);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule no_due_date = {
    .code = "NL207",
    .name = "no-due-date",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is it said by when the goal is to be reached?",
    .message = "{focus} has no due date, and none of its metrics has a target with one.",
    .advice = "Write under \"due\" the day on which it is to be reached.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
