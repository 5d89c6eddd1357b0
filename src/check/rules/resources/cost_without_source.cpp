#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "it pays others",
    "its activities have a cost",
    "each time has a cost",
    "Let it draw on {budget}, the only one there is.",
    "Give it a budget of {money}, which is what it pays.",
};
constexpr std::string_view footprint[] = {"status",
                                          "budget",
                                          "cost_each",
                                          ">consumes.status",
                                          ">consumes.type",
                                          ">uses.status",
                                          ">uses>consumes.status",
                                          ">uses>consumes.type",
                                          ">consumes.money",
                                          "<part_of>consumes.money",
                                          ">part_of.status",
                                          ">part_of.budget",
                                          ">part_of>consumes.status",
                                          ">part_of>consumes.type",
                                          "<part_of.status",
                                          "<part_of.cost_each",
                                          "<part_of>consumes.status",
                                          "<part_of>consumes.type",
                                          "<part_of>uses.status",
                                          "<part_of>uses>consumes.status",
                                          "<part_of>uses>consumes.type"};

/// Whether the element draws on a budget, or on something that may be one because nobody wrote its type.
bool draws(const View& v, Element e) {
  for (const Edge& c : v.out(e, Relation::consumes)) {
    const auto type = v.get(field::resource::type, v.as<Kind::resource>(c.target));
    if ((type == choice::resource_type::budget || type == choice::resource_type::absent) &&
        in_force(v, c.target))
      return true;
  }
  return false;
}
/// The same for work, with the channels it uses.
bool paid_for(const View& v, Element work) {
  if (draws(v, work)) return true;
  for (const Edge& u : v.out(work, Relation::uses))
    if (v.is(u.target, Kind::channel) && in_force(v, u.target) && draws(v, u.target)) return true;
  return false;
}
bool positive(Quantity q) { return q.given && !(q.known() && q.high <= 0); }
/// Whether it pays somebody: an agency, a person, a tool.
bool pays(const View& v, Element e) {
  for (const Edge& c : v.out(e, Relation::consumes))
    if (positive(v.get(edge_field::consumes::money, c)) && in_force(v, c.target)) return true;
  return false;
}

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  if (!open(v, work)) return;
  std::string_view what;
  if (pays(v, work)) what = "it pays others";
  if (v.is(work, Kind::program)) {
    if (v.get(field::program::budget, v.as<Kind::program>(work)).given) return;
    for (const Edge& part : v.in(work, Relation::part_of)) {
      if (!in_force(v, part.source)) continue;
      if (what.empty() && v.is(part.source, Kind::activity) &&
          (positive(v.get(field::activity::cost_each, v.as<Kind::activity>(part.source))) ||
           pays(v, part.source)))
        what = "its activities have a cost";
    }
    if (what.empty()) return;
    for (const Edge& part : v.in(work, Relation::part_of))
      if (in_force(v, part.source) && paid_for(v, part.source)) return;
  } else {
    for (const Edge& home : v.out(work, Relation::part_of))
      if (in_force(v, home.target)) return; // asked of the whole
    if (what.empty() && positive(v.get(field::activity::cost_each, v.as<Kind::activity>(work))))
      what = "each time has a cost";
  }
  if (what.empty() || paid_for(v, work)) return;
  for (const Edge& home : v.out(work, Relation::part_of))
    if (in_force(v, home.target) &&
        (draws(v, home.target) || v.get(field::program::budget, v.as<Kind::program>(home.target)).given))
      return;
  run.report(work).text("what", what);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// The one budget there is; else a program may have what it pays as its own.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  f.safety = Safety::display;
  const Element budget = only_open(v, Kind::resource, [&v](Element e) {
    return v.get(field::resource::type, v.as<Kind::resource>(e)) == choice::resource_type::budget;
  });
  if (budget != no_element && !has_target(v, r.focus, Relation::consumes, budget)) {
    f.title = "Let it draw on {budget}, the only one there is.";
    f.values = {{"budget", r.describe(budget)}};
    f.patch = add_relation(v, r.focus, Relation::consumes, budget);
    return true;
  }
  if (!v.is(r.focus, Kind::program) || !v.in(r.focus, Relation::part_of).empty()) return false;
  double sum = 0;
  for (const Edge& c : v.out(r.focus, Relation::consumes)) {
    const Quantity money = v.get(edge_field::consumes::money, c);
    if (money.given) sum += money.high;
  }
  if (!(sum > 0)) return false;
  f.title = "Give it a budget of {money}, which is what it pays.";
  f.values = {{"money", amount(v, sum)}};
  f.patch = set_member(v, r.focus, "budget", number_text(sum));
  return true;
}

} // namespace

extern const Rule cost_without_source = {
    .code = "NL506",
    .name = "cost-without-source",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Is it known where the money comes from?",
    .message = "{focus} costs money ({what}), but has no budget and draws on none.",
    .advice = "Give the program a budget, or say under \"consumes\" which budget pays, and how much.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::channels_later | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
