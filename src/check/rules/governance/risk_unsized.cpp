#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    " and no impact",
};
constexpr std::string_view footprint[] = {"status", "probability", "impact"};

void decide(RuleRun& run, Element risk) {
  const View& v = run.view;
  const ElementOf<Kind::risk> r{risk};
  if (v.get(field::risk::probability, r).given || !open(v, risk)) return;
  run.report(risk).text("and_impact", v.get(field::risk::impact, r).given ? "" : " and no impact");
}

} // namespace

extern const Rule risk_unsized = {
    .code = "NL866",
    .name = "risk-unsized",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::risk),
    .question = "Is it written how likely the risk is?",
    .message = "{focus} has no probability{and_impact}, so nobody can tell whether it needs an answer.",
    .advice = "Give it a probability, as a range if you are unsure, and what it would cost.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
