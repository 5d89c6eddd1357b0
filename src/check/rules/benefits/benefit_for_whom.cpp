#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "customers",
    "partners",
};
constexpr std::string_view footprint[] = {"status", "beneficiary", ">serves.status", "count audience",
                                          "count stakeholder"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const auto who = v.get(field::benefit::beneficiary, v.as<Kind::benefit>(e));
  const bool customers = who == choice::beneficiary::customer;
  if ((!customers && who != choice::beneficiary::partner) || !open(v, e)) return;
  for (const Edge& edge : v.out(e, Relation::serves))
    if (in_force(v, edge.target)) return;
  if (v.count(Kind::audience) + (customers ? 0 : v.count(Kind::stakeholder)) != 0) // else NL301 speaks
    run.report(e).text("whom", customers ? "customers" : "partners");
}

} // namespace

extern const Rule benefit_for_whom = {
    .code = "NL964",
    .name = "benefit-for-whom",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::benefit),
    .question = "Is it known which customers or partners gain?",
    .message = "{focus} is for {whom}, but does not say which.",
    .advice = "Name the audience or the stakeholders who gain under \"serves\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
