#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"it pays others", "its activities have a cost",
                                        "each time has a cost"};
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
    .consequence_of = causes,
    .packs = Pack::core | Pack::channels_later | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
