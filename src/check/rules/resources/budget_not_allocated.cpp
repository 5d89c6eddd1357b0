#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.1, "share of the budget that may be free"},
};
constexpr std::string_view footprint[] = {"status",          "type",          "fact load",
                                          "<part_of.status", "<part_of.type", "<part_of.capacity"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  if (!in_force(v, resource)) return;
  const Load& load = run.facts.load();
  if (!load.is_budget(resource) || !(load.base(resource) > 0)) return;
  double given = 0;
  for (const Demand& d : load.of(resource)) {
    if (!known(d.money)) return; // it may be all of the rest
    given += d.money;
  }
  for (const Edge& e : v.in(resource, Relation::part_of)) {
    const ElementOf<Kind::resource> part_budget{e.source};
    if (e.source == resource || !in_force(v, e.source) ||
        v.get(field::resource::type, part_budget) != choice::resource_type::budget)
      continue;
    const Quantity capacity = v.get(field::resource::capacity, part_budget);
    given += capacity.known() ? capacity.point() : load.money(e.source);
  }
  const double base = load.base(resource);
  if (base - given > run.parameter(0) * base)
    run.report(resource)
        .number("free", base - given)
        .number("base", base)
        .number("share", (base - given) / base)
        .at("capacity");
}

} // namespace

extern const Rule budget_not_allocated = {
    .code = "NL505",
    .name = "budget-not-allocated",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::resource),
    .question = "Is the money given to something?",
    .message = "{focus} has given {free:amount} of its {base:amount} to nothing ({share:percent}).",
    .advice = "Give it to what brings most, or say that it is a reserve by committing it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::money,
};

} // namespace northline::rules
