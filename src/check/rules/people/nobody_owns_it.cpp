#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {owner} answer for it.",
};
constexpr std::string_view footprint[] = {
    "status", "form", ">owned_by", ">part_of>owned_by", ">refines>owned_by", ">supports>owned_by"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!v.out(e, Relation::owned_by).empty() || !committed(v, e)) return; // an owner who left is NL709
  const auto owned_above = [&](Relation r) {
    for (const Edge& above : v.out(e, r))
      if (!v.is(above.target, Kind::vision) && !v.is(above.target, Kind::mission) &&
          !v.out(above.target, Relation::owned_by).empty())
        return true;
    return false;
  };
  if (v.is(e, Kind::program)) {
    if (owned_above(Relation::part_of)) return;
  } else if (v.get(field::goal::form, v.as<Kind::goal>(e)) == choice::goal_form::key_result) {
    if (owned_above(Relation::refines) || owned_above(Relation::supports)) return;
  }
  run.report(e);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element owner = answerable(v, r.focus, true);
  if (owner == no_element && v.is(r.focus, Kind::program)) {
    OnlyOne performer;
    for (const Edge& e : v.out(r.focus, Relation::performed_by))
      if (in_force(v, e.target) && !from_outside(type_of(v, e.target))) performer.add(e.target);
    owner = performer.get();
  }
  return offer(r, f, "Let {owner} answer for it.", "owner", Relation::owned_by, owner);
}

} // namespace

extern const Rule nobody_owns_it = {
    .code = "NL704",
    .name = "nobody-owns-it",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Does somebody answer for the goal or program?",
    .message = "Nobody answers for {focus}: it names no owner.",
    .advice = "Name the one person who answers for it under \"owned_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::five_steps | Pack::landscape | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
