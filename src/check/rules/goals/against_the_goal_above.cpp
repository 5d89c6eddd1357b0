#include "check/reading.hpp"
#include "check/signed_goals.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"goals", 1000,
     "a goal with more goals above it than this is left alone, because adding up all its "
     "ways would take too long"},
};
constexpr std::string_view footprint[] = {"fact goal_graph", "fact presence", "all goal.level",
                                          "all goal.status", "all goal>supports"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const Presence& present = run.facts.presence();
  const auto at_level = [&](Element e, choice::goal_level level) {
    return v.get(field::goal::level, v.as<Kind::goal>(e)) == level && open(v, e);
  };
  std::vector<std::uint32_t> channel_goals;
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row)
    if (goals.component(row) != no_row && at_level(goals.rows().at(row), choice::goal_level::channel))
      channel_goals.push_back(row);
  if (channel_goals.empty()) return;
  SignedGoals graph(v, goals, present);
  if (!graph.any_negative()) return;
  graph.prepare();
  std::vector<GoalEffect> effects;
  for (const std::uint32_t row : channel_goals) {
    const SignedGoals::Push self{row, 1, 1, false};
    if (!graph.hindered(row) ||
        !graph.effects({&self, 1}, static_cast<std::size_t>(run.parameter(0)), effects))
      continue;
    for (const GoalEffect& e : effects) {
      if (e.goal == row || !e.harmful() || !at_level(goals.rows().at(e.goal), choice::goal_level::corporate))
        continue;
      const auto way = graph.way(row, e.goal, true);
      if (way.size() == 2 && !(e.helped_high > 0)) continue; // it says so itself: NL211 shows it
      std::string path;
      for (const std::uint32_t step : way)
        path += (path.empty() ? "" : " → ") + std::string(v.id(goals.rows().at(step)));
      const double effect = 100 * (e.helped_high + e.helped_low - e.hurt_high - e.hurt_low) / 2;
      auto report = run.report(goals.rows().at(row));
      report.element("corporate", goals.rows().at(e.goal))
          .number("effect", std::round(effect * 100) / 100)
          .text("path", path);
      for (std::size_t i = 1; i + 1 < way.size(); ++i) report.related(goals.rows().at(way[i]));
    }
  }
}

} // namespace

extern const Rule against_the_goal_above = {
    .code = "NL220",
    .name = "against-the-goal-above",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do the channels' goals help the company's goals they claim to serve?",
    .message = "All in all {focus} works against {corporate}: its ways there add up to {effect} of "
               "100, along {path}.",
    .advice = "Change the goal, or the one in between that hinders, so that the company's goal gains.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
