#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all vision.status", "all mission.status", "all goal.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool top = false, goals = false;
  v.each(Kind::vision, [&](Element e) { top = top || in_force(v, e); });
  v.each(Kind::mission, [&](Element e) { top = top || in_force(v, e); });
  if (top) return;
  v.each(Kind::goal, [&](Element e) { goals = goals || open(v, e); });
  if (goals) run.report(strategy); // an empty page needs no vision yet
}

} // namespace

extern const Rule no_vision_or_mission = {
    .code = "NL201",
    .name = "no-vision-or-mission",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is it written down what everything is for?",
    .message = "The strategy has goals but neither a vision nor a mission, so nothing says what they "
               "are for.",
    .advice = "Write the vision, the end that everything serves, or the mission, how it is pursued.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
