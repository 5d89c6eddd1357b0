#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} program",
    "{a} programs",
    ": their week has {a} hours",
    ", as they work on nothing that has any",
    "Say that they work as {resource}, whose hours the program takes.",
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

// The one person's hours that their programs take and that nobody is said to give.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Quantity hours = v.get(field::stakeholder::hours_per_week, v.as<Kind::stakeholder>(r.focus));
  if (hours.known() && hours.high <= 0) return false;
  OnlyOne one;
  for (const Edge& o : v.in(r.focus, Relation::owned_by)) {
    if (!v.is(o.source, Kind::program) || !committed(v, o.source)) continue;
    for (const Edge& c : v.out(o.source, Relation::consumes)) {
      const ElementOf<Kind::resource> person{c.target};
      if (v.get(field::resource::type, person) == choice::resource_type::person && open(v, person) &&
          v.get(field::resource::internal, person) != Maybe::no && v.in(person, Relation::works_as).empty())
        one.add(person);
    }
  }
  if (one.get() == no_element || has_target(v, r.focus, Relation::works_as, one.get())) return false;
  f.title = "Say that they work as {resource}, whose hours the program takes.";
  f.values = {{"resource", r.describe(one.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, Relation::works_as, one.get());
  return true;
}

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
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
