#include "check/rule.hpp"

namespace northline::rules {
namespace {

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
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::five_steps | Pack::landscape | Pack::smacad,
};

} // namespace northline::rules
