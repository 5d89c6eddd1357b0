#include "check/mending.hpp"
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "is asked for money",
    "is asked for hours",
    "faces customers and could help",
    "Write {capacity} hours a week, from the week of those who work as it.",
    "Write {capacity}, what its parts have and what it pays itself.",
};
constexpr std::string_view footprint[] = {"status", "type", "capacity", "customer_facing", "fact load"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const ElementOf<Kind::resource> r{resource};
  if (!in_force(v, resource) || v.get(field::resource::capacity, r).given) return;
  const auto type = v.get(field::resource::type, r);
  if (type == choice::resource_type::tool || type == choice::resource_type::content) return;
  const bool budget = type == choice::resource_type::budget;
  double hours = 0, money = 0;
  std::vector<Element> asking;
  for (const Demand& d : run.facts.load().of(resource)) {
    const bool here = budget ? d.money > 0 : d.hours > 0;
    if (d.hours > 0) hours += d.hours;
    if (d.money > 0) money += d.money;
    if (here && d.consumer != no_element) asking.push_back(d.consumer);
  }
  const bool faces = v.get(field::resource::customer_facing, r) == Maybe::yes && !budget;
  if (!(budget ? money > 0 : hours > 0) && !faces) return;
  auto report = run.report(resource);
  report.text("what", budget      ? "is asked for money"
                      : hours > 0 ? "is asked for hours"
                                  : "faces customers and could help");
  relate(report, v, std::move(asking));
}

// Of somebody who works as it, the week is their share of it; of a budget, what its parts have and what
// is drawn from it directly.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::resource> resource{r.focus};
  const bool budget = v.get(field::resource::type, resource) == choice::resource_type::budget;
  double sum = 0;
  OnlyOne from;
  bool any = false;
  if (budget) {
    for (const Edge& e : v.in(r.focus, Relation::part_of)) {
      if (e.source == r.focus || !in_force(v, e.source)) continue;
      sum += v.get(field::resource::capacity, v.as<Kind::resource>(e.source)).point();
      any = true;
    }
    for (const Edge& e : v.in(r.focus, Relation::consumes)) {
      const Quantity money = v.get(edge_field::consumes::money, e);
      if (money.given && in_force(v, e.source)) sum += money.high;
    }
    f.title = "Write {capacity}, what its parts have and what it pays itself.";
  } else {
    for (const Edge& e : v.in(r.focus, Relation::works_as)) {
      if (!in_force(v, e.source)) continue;
      from.add(e.source);
      sum += v.get(field::stakeholder::hours_per_week, v.as<Kind::stakeholder>(e.source)).point() *
             v.get(edge_field::works_as::share, e).point_or(1);
      any = true;
    }
    f.title = "Write {capacity} hours a week, from the week of those who work as it.";
  }
  if (!any || !(sum > 0) || !few_elements(v)) return false;
  // With less than the plan takes already, the gap would only be exchanged for an error.
  const double left = sum - v.get(field::resource::committed, resource).point_or(0);
  Facts facts(v);
  if (budget ? !(facts.load().money(r.focus) <= left) : !facts.load().surely_within(r.focus, left))
    return false;
  const std::string capacity = number_text(std::round(sum * 100) / 100);
  f.values = {{"capacity", capacity}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "capacity", capacity);
  return true;
}

} // namespace

extern const Rule capacity_unknown = {
    .code = "NL503",
    .name = "capacity-unknown",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::resource),
    .question = "Is it known how much there is of what the plan takes?",
    .message = "{focus} {what}, but nobody wrote how much there is.",
    .advice = "Write under \"capacity\" the hours a week, or for a budget the money over its time.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::clover | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
