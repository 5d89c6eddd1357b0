#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all assessment.status",    "all assessment.subject",
                                          "all assessment.date",      "all assessment>informed",
                                          "all stakeholder.status",   "all stakeholder.type",
                                          "all stakeholder.educated", "all stakeholder>part_of"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

/// Executives of a partner or an agency are theirs to educate.
bool belongs_elsewhere(const View& v, Element person) {
  for (const Edge& e : v.out(person, Relation::part_of)) {
    const auto type = v.get(field::stakeholder::type, v.as<Kind::stakeholder>(e.target));
    if (type != choice::stakeholder_type::absent && type != choice::stakeholder_type::executive &&
        type != choice::stakeholder_type::manager && type != choice::stakeholder_type::employee)
      return true;
  }
  return false;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const auto happened = [&](Date d) { return d.known() && !(run.as_of.known() && run.as_of < d); };
  Date newest;
  std::vector<Element> looks; // several may share a day
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (v.get(field::assessment::subject, a) != choice::subject::landscape || !in_force(v, a) ||
        v.get(field::common::status, a) == choice::status::draft)
      return;
    const Date d = v.get(field::assessment::date, a);
    if (!happened(d) || (newest.known() && d < newest)) return;
    if (newest != d) looks.clear();
    newest = d;
    looks.push_back(a);
  });
  if (!newest.known()) return;
  const Element shown =
      *std::min_element(looks.begin(), looks.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  std::vector<Element> told;
  for (const Element look : looks)
    for (const Edge& e : v.out(look, Relation::informed)) {
      const Date day = v.get(edge_field::informed::date, e);
      if (!day.known() || happened(day)) told.push_back(e.target);
    }
  std::sort(told.begin(), told.end());
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    if (v.get(field::stakeholder::type, person) != choice::stakeholder_type::executive ||
        !in_force(v, person))
      return;
    const Date educated = v.get(field::stakeholder::educated, person);
    if (happened(educated) && !(educated < newest)) return;
    if (std::binary_search(told.begin(), told.end(), person.index)) return;
    if (belongs_elsewhere(v, person)) return;
    auto report = run.report(person);
    report.element("look", shown).date("date", newest);
    if (educated.known()) report.at("educated");
  });
}

} // namespace

extern const Rule executive_not_educated = {
    .code = "NL703",
    .name = "executive-not-educated",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does every executive know what the landscape looks like?",
    .message = "{focus} has not been taken through {look} of {date}.",
    .advice = "Show them the findings, the awkward ones first, and write the day under \"educated\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
