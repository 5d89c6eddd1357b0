#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} program",
    "{a} programs",
    ": their week has {a} hours",
    ", as they work on nothing that has any",
};
constexpr std::string_view footprint[] = {"all stakeholder.status",   "all stakeholder.type",
                                          "all stakeholder.members",  "all stakeholder.hours_per_week",
                                          "all stakeholder>works_as", "all stakeholder<owned_by.status"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool recorded = false; // whether hours are set aside for anybody
  v.each(Kind::stakeholder,
         [&](Element person) { recorded = recorded || !v.out(person, Relation::works_as).empty(); });
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    const EdgeRange owned = v.in(person, Relation::owned_by);
    if (owned.empty() || !in_force(v, person) || from_outside(v.get(field::stakeholder::type, person)))
      return;
    const Quantity hours = v.get(field::stakeholder::hours_per_week, person);
    const bool none = hours.known() && hours.high <= 0;
    double share = 0;
    for (const Edge& w : v.out(person, Relation::works_as))
      share += v.get(edge_field::works_as::share, w).point_or(1);
    if (!none && (hours.known() || share > 0 || !recorded)) return;
    const auto type = v.get(field::stakeholder::type, person);
    if (!none && (type == choice::stakeholder_type::executive || type == choice::stakeholder_type::manager))
      return; // they may answer for what others do
    std::size_t programs = 0;
    for (const Edge& o : owned) programs += v.is(o.source, Kind::program) && committed(v, o.source);
    if (programs == 0) return;
    run.report(person)
        .text("what", counted(programs, "program", "programs"))
        .text("how", none ? ": their week has 0 hours" : ", as they work on nothing that has any")
        .number("programs", static_cast<double>(programs));
  });
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule owner_without_hours = {
    .code = "NL717",
    .name = "owner-without-hours",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do owners have hours for what they own?",
    .message = "{focus} answers for {what} but has no hours for it{how}.",
    .advice = "Set hours aside: say what they work as, and with which share of their week, or let somebody "
              "else own it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
