#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "level", "fact goal_graph"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::level, v.as<Kind::goal>(goal)) != choice::goal_level::channel || !open(v, goal))
    return;
  const GoalGraph& goals = run.facts.goals();
  if (goals.above(goals.rows().of(goal)).empty()) run.report(goal);
}

} // namespace

extern const Rule channel_goal_alone = {
    .code = "NL203",
    .name = "channel-goal-alone",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does every goal of a channel serve a goal above it?",
    .message = "{focus} is a goal of a channel with no goal above it: a channel strategy that stands alone.",
    .advice = "Let it support or refine the goal that the channel is there for.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
