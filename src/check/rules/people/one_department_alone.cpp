#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"people", 3, "people with a part from whom the check speaks"},
};
constexpr std::string_view footprint[] = {"all stakeholder.status",       "all stakeholder.type",
                                          "all stakeholder.department",   "all stakeholder<owned_by",
                                          "all stakeholder<sponsored_by", "all stakeholder<approved_by",
                                          "all stakeholder<performed_by"};

constexpr Relation parts[] = {Relation::owned_by, Relation::sponsored_by, Relation::approved_by,
                              Relation::performed_by};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::string only;
  std::vector<Element> people;
  bool several = false;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    if (several || !in_force(v, person)) return;
    const auto type = v.get(field::stakeholder::type, person);
    if (from_outside(type)) return;
    bool has_part = false;
    for (const Relation r : parts) has_part = has_part || !v.in(person, r).empty();
    if (!has_part) return;
    const std::string department = v.text(field::stakeholder::department, person);
    if (department.empty()) {
      // The managing director stands above the departments; of others nobody can tell.
      several = type != choice::stakeholder_type::executive;
      return;
    }
    if (only.empty()) only = department;
    several = several || department != only;
    people.push_back(person);
  });
  if (several || static_cast<double>(people.size()) < run.parameter(0)) return;
  auto report = run.report(strategy);
  report.number("people", static_cast<double>(people.size())).text("department", only);
  relate(report, v, people);
}

} // namespace

extern const Rule one_department_alone = {
    .code = "NL708",
    .name = "one-department-alone",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do several departments carry the strategy?",
    .message = "All {people} people of the organisation who own, back, approve or carry out something belong "
               "to one department, {department}.",
    .advice = "Give people of other departments a part: ask who else talks with these customers, and who has "
              "to deliver.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .small = Severity::off,
};

} // namespace northline::rules
