#include "check/mending.hpp"

#include <unordered_set>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.1, "share of the budget that may be free"},
};
constexpr std::string_view phrases[] = {
    "Say that the rest, {free}, is a reserve.",
};
constexpr std::string_view footprint[] = {"fact load",
                                          "all program.status",
                                          "all program.budget",
                                          "all activity>part_of",
                                          "all resource.status",
                                          "all resource.type",
                                          "all resource<part_of.status",
                                          "all resource<part_of.type",
                                          "all resource<part_of.capacity"};

/// Money that programs may spend without saying from which budget; NaN: nobody knows how much.
double unassigned(const View& v, const Load& load) {
  std::unordered_set<Element> draws;
  for (const Demand& d : load.demands()) {
    if (d.consumer == no_element || !load.is_budget(d.resource)) continue;
    draws.insert(d.consumer);
    if (v.is(d.consumer, Kind::activity))
      for (const Edge& home : v.out(d.consumer, Relation::part_of)) draws.insert(home.target);
  }
  double sum = 0;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    const Quantity budget = v.get(field::program::budget, program);
    if (budget.given && open(v, program) && !draws.contains(program)) sum += budget.point();
  });
  return sum;
}

void look_at(RuleRun& run, Element resource, double elsewhere) {
  const View& v = run.view;
  if (!in_force(v, resource)) return;
  const Load& load = run.facts.load();
  if (!load.is_budget(resource) || !(load.base(resource) > 0)) return;
  double given = elsewhere; // it may come from here
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

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const Load& load = run.facts.load();
  unsigned budgets = 0;
  v.each(Kind::resource, [&](Element r) { budgets += load.is_budget(r) && in_force(v, r); });
  // Of several budgets nobody can tell which one is meant.
  const double elsewhere = budgets == 1 ? unassigned(v, load) : 0;
  if (known(elsewhere)) v.each(Kind::resource, [&](Element r) { look_at(run, r, elsewhere); });
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Quantity committed = v.get(field::resource::committed, v.as<Kind::resource>(r.focus));
  const double free = r.number("free");
  if (!(free > 0) || r.number("share") > 0.25) return false; // so much is no reserve, but forgotten
  if (committed.given && committed.low != committed.high) return false; // also an unknown one
  f.title = "Say that the rest, {free}, is a reserve.";
  f.values = {{"free", amount(v, free)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "committed", number_text(committed.point_or(0) + free));
  return true;
}

} // namespace

extern const Rule budget_not_allocated = {
    .code = "NL505",
    .name = "budget-not-allocated",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is the money given to something?",
    .message = "{focus} has given {free:amount} of its {base:amount} to nothing ({share:percent}).",
    .advice = "Give it to what brings most, or say that it is a reserve by committing it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
