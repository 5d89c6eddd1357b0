#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", ">threatens.status"};

void decide(RuleRun& run, Element risk) {
  const View& v = run.view;
  if (!open(v, risk)) return;
  for (const Edge& t : v.out(risk, Relation::threatens))
    if (in_force(v, t.target)) return;
  run.report(risk);
}

} // namespace

extern const Rule risk_endangers_nothing = {
    .code = "NL868",
    .name = "risk-endangers-nothing",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::risk),
    .question = "Is it known what the risk endangers?",
    .message = "{focus} endangers nothing that is named.",
    .advice = "Name the goals, programs, channels or audiences it would hit under \"threatens\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
