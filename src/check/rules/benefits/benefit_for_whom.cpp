#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "customers",
    "partners",
    "Say that it is for {whom}.",
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

// Whom those serve who deliver it; else the only ones who can be meant.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const bool customers = r.text("whom") == "customers";
  OnlyOne served;
  if (customers) {
    for (const Edge& d : v.in(r.focus, Relation::delivers))
      if (in_force(v, d.source))
        for (const Element a : people_for(v, d.source)) served.add(a);
  }
  const Element whom = !served.none() ? served.get()
                       : customers    ? only_open(v, Kind::audience)
                                      : only_open(v, Kind::stakeholder, [&v](Element e) {
                                       return type_of(v, e) == choice::stakeholder_type::partner;
                                     });
  return offer(r, f, "Say that it is for {whom}.", "whom", Relation::serves, whom);
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
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
