#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

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
    .packs = Pack::core | Pack::governance,
};

} // namespace northline::rules
