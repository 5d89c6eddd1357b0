#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"practices", "all vision.status", "all mission.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  // Ways of working that ask for a vision or a mission are content with the first.
  const auto practices = v.get(field::strategy::practices, v.as<Kind::strategy>(strategy));
  if (practices.known() && !practices.has(choice::practice::smacad)) return;
  bool mission = false, vision = false;
  v.each(Kind::mission, [&](Element e) { mission = mission || in_force(v, e); });
  if (mission) return;
  v.each(Kind::vision, [&](Element e) { vision = vision || in_force(v, e); });
  if (vision) run.report(strategy); // without either, NL201 speaks
}

} // namespace

extern const Rule no_mission = {
    .code = "NL221",
    .name = "no-mission",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is there a mission, said in a breath?",
    .message = "There is a vision but no mission, so nothing says how it is pursued.",
    .advice = "Write in one sentence what you do, for whom, on the way to the vision.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
