#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {inside} answer for it and {owner} carry it out.",
    "Let {inside} answer for it.",
};
constexpr std::string_view footprint[] = {"status", "execution", ">owned_by.status", ">owned_by.type"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange owners = v.out(e, Relation::owned_by);
  if (owners.empty() || !committed(v, e)) return;
  if (v.is(e, Kind::program) &&
      v.get(field::program::execution, v.as<Kind::program>(e)) == choice::execution::market)
    return; // the market may own what the market runs
  Element owner = no_element;
  for (const Edge& o : owners) {
    if (!in_force(v, o.target)) continue;
    if (!from_outside(type_of(v, o.target))) return;
    if (owner == no_element || by_id(v, o.target, owner)) owner = o.target;
  }
  if (owner != no_element) run.report(e).element("owner", owner).at("owned_by");
}

// Somebody inside who answers for what it is tied to; whoever owned it carries work out.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element owner = r.element("owner");
  if (v.out(r.focus, Relation::owned_by).size() != 1) return false;
  OnlyOne inside;
  const auto ask = [&](Element of) {
    for (const Edge& o : v.out(of, Relation::owned_by))
      if (in_force(v, o.target) && of_the_house(type_of(v, o.target))) inside.add(o.target);
  };
  for (const Relation relation :
       {Relation::part_of, Relation::contributes_to, Relation::refines, Relation::supports})
    for (const Edge& e : v.out(r.focus, relation)) ask(e.target);
  if (inside.none()) ask(root_element);
  if (inside.get() == no_element) return false;
  const bool work = v.is(r.focus, Kind::program) || v.is(r.focus, Kind::activity);
  if (work)
    f.title = "Let {inside} answer for it and {owner} carry it out.";
  else
    f.title = "Let {inside} answer for it.";
  f.values = {{"inside", r.describe(inside.get())}, {"owner", r.describe(owner)}};
  f.safety = Safety::display;
  f.patch = joined({replace_target(v, r.focus, Relation::owned_by, owner, inside.get()),
                    work && !has_target(v, r.focus, Relation::performed_by, owner)
                        ? add_relation(v, r.focus, Relation::performed_by, owner)
                        : ""});
  return true;
}

} // namespace

extern const Rule owned_from_outside = {
    .code = "NL724",
    .name = "owned-from-outside",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Does somebody inside answer for it?",
    .message = "{focus} is answered for from outside only, by {owner}.",
    .advice = "Name somebody of the organisation who answers for it, and let those outside perform it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
