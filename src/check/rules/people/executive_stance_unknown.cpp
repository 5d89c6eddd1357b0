#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "type", "stance", ">takes_stance"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const ElementOf<Kind::stakeholder> s{person};
  if (v.get(field::stakeholder::type, s) != choice::stakeholder_type::executive ||
      v.get(field::stakeholder::stance, s) != choice::stance::absent || !in_force(v, person))
    return;
  if (v.out(person, Relation::takes_stance).empty()) run.report(person);
}

} // namespace

extern const Rule executive_stance_unknown = {
    .code = "NL729",
    .name = "executive-stance-unknown",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Is it known how every executive stands to the plan?",
    .message = "It is not recorded how {focus} stands to the plan.",
    .advice = "Ask them, and write the answer under \"stance\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::landscape | Pack::clover,
};

} // namespace northline::rules
