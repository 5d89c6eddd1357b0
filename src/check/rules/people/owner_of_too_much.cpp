#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"things", 7, "open goals and programs that one person may own"},
};
constexpr std::string_view footprint[] = {"status", "members", "<owned_by.status"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange owned = v.in(person, Relation::owned_by);
  if (owned.empty() || !in_force(v, person)) return;
  std::size_t things = 0;
  for (const Edge& e : owned)
    if ((v.is(e.source, Kind::goal) || v.is(e.source, Kind::program)) && open(v, e.source)) ++things;
  const double people = v.get(field::stakeholder::members, v.as<Kind::stakeholder>(person));
  if (static_cast<double>(things) > run.parameter(0) * (known(people) ? people : 1))
    run.report(person).number("things", static_cast<double>(things));
}

} // namespace

extern const Rule owner_of_too_much = {
    .code = "NL706",
    .name = "owner-of-too-much",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Does anybody answer for more than they can look after?",
    .message = "{focus} answers for {things} open goals and programs.",
    .advice = "Hand some of them to the people who do the work.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .small = Severity::off,
};

} // namespace northline::rules
