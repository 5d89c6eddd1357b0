#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "reversible", ">owned_by"};

void decide(RuleRun& run, Element risk) {
  const View& v = run.view;
  if (!v.out(risk, Relation::owned_by).empty() || !open(v, risk)) return;
  if (v.get(field::risk::reversible, v.as<Kind::risk>(risk)) == Maybe::no) return; // NL859
  run.report(risk);
}

} // namespace

extern const Rule risk_without_owner = {
    .code = "NL867",
    .name = "risk-without-owner",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::risk),
    .question = "Does somebody watch the risk?",
    .message = "Nobody watches {focus}: it names no owner.",
    .advice = "Name who would notice it first under \"owned_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance,
};

} // namespace northline::rules
