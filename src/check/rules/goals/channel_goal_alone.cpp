#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it support {goal}.",
};
constexpr std::string_view footprint[] = {"status", "level", "fact goal_graph"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::level, v.as<Kind::goal>(goal)) != choice::goal_level::channel || !open(v, goal))
    return;
  const GoalGraph& goals = run.facts.goals();
  if (goals.above(goals.rows().of(goal)).empty()) run.report(goal);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // The goal that marketing has set itself comes before all others that are no goals of a channel.
  const auto fits = [&](Element g, bool marketing) {
    const auto level = v.get(field::goal::level, v.as<Kind::goal>(g));
    return g != r.focus && level != choice::goal_level::channel &&
           (!marketing || level == choice::goal_level::marketing) && !leads_up(v, g, r.focus);
  };
  bool any = false;
  Element above = only_open(v, Kind::goal, [&](Element g) {
    const bool yes = fits(g, true);
    any = any || yes;
    return yes;
  });
  if (!any) above = only_open(v, Kind::goal, [&](Element g) { return fits(g, false); });
  return offer(r, f, "Let it support {goal}.", "goal", Relation::supports, above);
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
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
