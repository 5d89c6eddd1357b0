#include "check/people.hpp"
#include "check/reading.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"employees", 1000, "people from whom the check speaks"},
    {"share", 0.8, "share of the managers on record who should be informed"},
};
constexpr std::string_view footprint[] = {"organisation",
                                          "all stakeholder.status",
                                          "all stakeholder.type",
                                          "all stakeholder.members",
                                          "all stakeholder.educated",
                                          "all stakeholder<informed",
                                          "all stakeholder<co_created_with"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const double employees =
      part(v.get(field::strategy::organisation, v.as<Kind::strategy>(strategy)), "employees");
  if (!(employees >= run.parameter(0))) return;
  double managers = 0, informed = 0;
  std::vector<Element> others;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    if (v.get(field::stakeholder::type, person) != choice::stakeholder_type::manager || !in_force(v, person))
      return;
    const double people = people_behind(v, person);
    managers += people;
    if (v.get(field::stakeholder::educated, person).known() || !v.in(person, Relation::informed).empty() ||
        !v.in(person, Relation::co_created_with).empty())
      informed += people;
    else
      others.push_back(person);
  });
  if (others.empty() || informed >= run.parameter(1) * managers) return;
  auto report = run.report(strategy);
  report.number("managers", managers).number("percent", std::round(100 * informed / managers));
  relate(report, v, others);
}

} // namespace

extern const Rule managers_not_informed = {
    .code = "NL730",
    .name = "managers-not-informed",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "In a large organisation, do most managers know the plan?",
    .message = "Of {managers} managers on record, {percent} % are informed.",
    .advice = "Tell the managers before their teams ask them.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
