#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all assessment.status", "all goal.status", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool assessed = false, planned = false;
  v.each(Kind::assessment, [&](Element e) { assessed = assessed || in_force(v, e); });
  if (assessed) return;
  v.each(Kind::goal, [&](Element e) { planned = planned || open(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || open(v, e); });
  if (planned) run.report(strategy); // an empty page needs no assessment yet
}

} // namespace

extern const Rule no_assessment = {
    .code = "NL101",
    .name = "no-assessment",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was anything assessed before goals were set?",
    .message = "The strategy has goals or programs but no assessment, so nobody can say what they rest on.",
    .advice = "Start by knowing where you are: record when and how the landscape, the brand, the customers, "
              "the partners and the competitors were looked at.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
