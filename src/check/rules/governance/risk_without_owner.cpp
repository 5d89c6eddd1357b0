#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} answer for it.",
};
constexpr std::string_view footprint[] = {"status", "reversible", ">owned_by"};

void decide(RuleRun& run, Element risk) {
  const View& v = run.view;
  if (!v.out(risk, Relation::owned_by).empty() || !open(v, risk)) return;
  if (v.get(field::risk::reversible, v.as<Kind::risk>(risk)) == Maybe::no) return; // NL859
  run.report(risk);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element who = watcher(v, r.focus);
  return offer(r, f, "Let {who} answer for it.", "who", Relation::owned_by, who);
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
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
