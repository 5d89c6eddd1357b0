#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "customer_facing", "slack", "fact load"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const ElementOf<Kind::resource> r{resource};
  if (v.get(field::resource::customer_facing, r) != Maybe::yes || !in_force(v, resource)) return;
  const double slack = v.get(field::resource::slack, r).point_or(0);
  if (!(slack > 0)) return;
  const Load& load = run.facts.load();
  if (!load.works(resource)) return;
  for (const Demand& d : load.of(resource))
    if (!known(d.hours) || !d.dated()) return; // it may be what the quiet hours are for
  if (load.of(resource).empty() ||
      (known(load.base(resource)) && load.surely_within(resource, load.base(resource))))
    run.report(resource).number("slack", slack);
}

} // namespace

extern const Rule slack_unused = {
    .code = "NL509",
    .name = "slack-unused",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::resource),
    .question = "Are the quiet hours of people who face customers used?",
    .message =
        "{focus} could give {slack} hours a week when things are quiet; nothing in the plan asks for them.",
    .advice = "Look whether a program that lacks hours or answers questions could use them.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::clover,
};

} // namespace northline::rules
