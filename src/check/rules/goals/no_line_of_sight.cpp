#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "fact line_of_sight"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL003"};

void decide(RuleRun& run, Element goal) {
  if (!open(run.view, goal)) return;
  const LineOfSight& sight = run.facts.line_of_sight();
  if (!sight.has_tops() || sight.in_sight(goal)) return; // without a top NL201 speaks
  run.report(goal);
}

} // namespace

extern const Rule no_line_of_sight = {
    .code = "NL202",
    .name = "no-line-of-sight",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does the goal lead, step by step, to the vision or mission?",
    .message = "{focus} leads to no vision or mission, so nobody can say what it is for.",
    .advice = "Let it support or refine a goal that leads to the vision, or drop it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
