#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"intensity", 0.5, "intensity from which a finding has to be told"},
};
constexpr std::string_view footprint[] = {
    "all stakeholder.status",      "all stakeholder.type",         "all stakeholder.educated",
    "all stakeholder.influence",   "all insight.status",           "all insight.type",
    "all insight.intensity",       "all insight>informed",         "all insight>found_in.date",
    "all insight>found_in.status", "all insight>found_in>informed"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL703"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  Element leader = no_element; // the most influential of those who know least
  double most = 0;
  Date educated;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    if (v.get(field::stakeholder::type, person) != choice::stakeholder_type::executive ||
        !in_force(v, person))
      return;
    const Date day = v.get(field::stakeholder::educated, person);
    const bool happened = day.known() && !(run.as_of.known() && run.as_of < day);
    if (happened && (!educated.known() || educated < day)) educated = day;
    const double influence = v.get(field::stakeholder::influence, person);
    const double weight = known(influence) ? influence : 1;
    if (leader == no_element || weight > most || (weight == most && by_id(v, person, leader))) {
      leader = person;
      most = weight;
    }
  });
  if (leader == no_element) return;
  const auto told_of = [&](Element e) {
    for (const Edge& i : v.out(e, Relation::informed))
      if (type_of(v, i.target) == choice::stakeholder_type::executive ||
          type_of(v, i.target) == choice::stakeholder_type::absent)
        return true;
    return false;
  };
  v.each_of<Kind::insight>([&](ElementOf<Kind::insight> insight) {
    const auto type = v.get(field::insight::type, insight);
    if (type != choice::insight_type::weakness && type != choice::insight_type::threat &&
        type != choice::insight_type::frustration)
      return;
    const double intensity = v.get(field::insight::intensity, insight);
    if (!(intensity >= run.parameter(0)) || !committed(v, insight) || told_of(insight)) return;
    for (const Edge& f : v.out(insight, Relation::found_in)) {
      if (!v.is(f.target, Kind::assessment)) continue;
      const Date day = v.get(field::assessment::date, v.as<Kind::assessment>(f.target));
      // Somebody was taken through the findings since; of an assessment without a day nobody can tell.
      if (educated.known() && (!day.known() || !(educated < day))) return;
      if (told_of(f.target)) return;
    }
    run.report(insight).number("intensity", intensity).element("leader", leader);
  });
}

} // namespace

extern const Rule awkward_finding_untold = {
    .code = "NL714",
    .name = "awkward-finding-untold",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were the leaders told of the awkward findings?",
    .message = "No executive was told of {focus}, an awkward finding of intensity {intensity} of 1; {leader} "
               "could be the first.",
    .advice =
        "Take it to the executives yourself, before somebody else does, and note them under \"informed\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
