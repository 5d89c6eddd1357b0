#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all assessment.status",   "all assessment.subject",
                                          "all assessment.date",     "all benefit.status",
                                          "all benefit.beneficiary", "all stakeholder.status",
                                          "all stakeholder.type",    "all stakeholder<serves.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  Element assessment = no_element;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (v.get(field::assessment::subject, a) == choice::subject::partners && in_force(v, a) &&
        made_by(v, a, run.as_of) && (assessment == no_element || v.id(a) < v.id(assessment)))
      assessment = a;
  });
  if (assessment == no_element) return;
  bool theirs = false;
  v.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> b) {
    const auto who = v.get(field::benefit::beneficiary, b);
    if (who == choice::beneficiary::partner || who == choice::beneficiary::absent)
      theirs = theirs || in_force(v, b);
  });
  if (theirs) return;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
    if (theirs || v.get(field::stakeholder::type, s) != choice::stakeholder_type::partner || !in_force(v, s))
      return;
    for (const Edge& e : v.in(s, Relation::serves)) theirs = theirs || in_force(v, e.source);
  });
  if (!theirs) run.report(strategy).element("assessment", assessment);
}

} // namespace

extern const Rule nothing_for_partners = {
    .code = "NL960",
    .name = "nothing-for-partners",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is there something in it for the partners who were assessed?",
    .message = "{assessment} looked at the partners, but nothing in the plan is for them.",
    .advice = "Record what they gain as a benefit with beneficiary \"partner\", or let a goal or "
              "program serve them.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
