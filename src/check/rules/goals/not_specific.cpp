#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "title", "success", "status", "level", "from", "fact goal_graph", ">measured_by.status"};
constexpr std::string_view causes[] = {"NL601"};

bool has_digit(std::string_view s) {
  for (const char c : s)
    if (c >= '0' && c <= '9') return true;
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!committed(v, goal)) return;
  for (const Edge& e : v.out(goal, Relation::measured_by))
    if (in_force(v, e.target)) return;
  const ElementOf<Kind::goal> g{goal};
  const Raw title = v.get(field::common::title, goal);
  if (!title.known() || v.get(field::goal::success, g).known()) return;
  const GoalGraph& goals = run.facts.goals();
  if (!goals.below(goals.rows().of(goal)).empty() || given_goal(v, goals, goal)) return;
  if (!has_digit(raw_text(title)) || !has_digit(v.text(field::common::title, goal))) run.report(goal);
}

} // namespace

extern const Rule not_specific = {
    .code = "NL214",
    .name = "not-specific",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Could somebody tell whether the goal was reached?",
    .message = "{focus} has no metric, no number in its title and no word on what success looks like.",
    .advice = "Say what is to be different: a metric with a target, or a sentence under \"success\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
