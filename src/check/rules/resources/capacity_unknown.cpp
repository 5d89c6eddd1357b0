#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "is asked for money",
    "is asked for hours",
    "faces customers and could help",
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
    .packs = Pack::core | Pack::clover | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
