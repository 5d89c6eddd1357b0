#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} program or channel",
    "{a} programs and channels",
};
constexpr std::string_view footprint[] = {
    "all stakeholder.status",          "all stakeholder.type",
    "all stakeholder.educated",        "all stakeholder<informed",
    "all stakeholder<co_created_with", "all stakeholder<owned_by.status"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const auto prepared = [&](ElementOf<Kind::stakeholder> person) {
    return v.get(field::stakeholder::educated, person).known() || !v.in(person, Relation::informed).empty() ||
           !v.in(person, Relation::co_created_with).empty();
  };
  bool recorded = false; // a document that notes this of nobody says nothing about anybody
  v.each_of<Kind::stakeholder>(
      [&](ElementOf<Kind::stakeholder> person) { recorded = recorded || prepared(person); });
  if (!recorded) return;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    const EdgeRange owned = v.in(person, Relation::owned_by);
    if (owned.empty() || !in_force(v, person) || prepared(person)) return;
    if (v.get(field::stakeholder::type, person) == choice::stakeholder_type::executive) return; // NL703
    std::size_t things = 0;
    for (const Edge& o : owned)
      things += (v.is(o.source, Kind::program) || v.is(o.source, Kind::channel)) && committed(v, o.source);
    if (things == 0) return;
    run.report(person)
        .text("what", counted(things, "program or channel", "programs and channels"))
        .number("things", static_cast<double>(things));
  });
}

} // namespace

extern const Rule owner_unprepared = {
    .code = "NL718",
    .name = "owner-unprepared",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Do those who own programs and channels know what they work from?",
    .message =
        "{focus} answers for {what}, but was neither taken through the findings nor informed of anything.",
    .advice = "Take them through what was found, and write the day under \"educated\", or note what they "
              "were told under \"informed\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
