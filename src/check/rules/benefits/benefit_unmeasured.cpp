#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "value", ">measured_by.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!v.get(field::benefit::value, v.as<Kind::benefit>(e)).given || !open(v, e)) return;
  for (const Edge& edge : v.out(e, Relation::measured_by))
    if (in_force(v, edge.target)) return;
  run.report(e);
}

} // namespace

extern const Rule benefit_unmeasured = {
    .code = "NL965",
    .name = "benefit-unmeasured",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::benefit),
    .question = "Will anybody know whether the benefit came?",
    .message = "{focus} has a value, but no metric shows whether it comes.",
    .advice = "Name a metric that would move if it came under \"measured_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad | Pack::money,
};

} // namespace northline::rules
