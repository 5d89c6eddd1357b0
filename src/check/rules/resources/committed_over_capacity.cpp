#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "capacity", "committed"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const ElementOf<Kind::resource> r{resource};
  const Quantity committed = v.get(field::resource::committed, r),
                 capacity = v.get(field::resource::capacity, r);
  if (!(committed.low > capacity.high) || !in_force(v, resource)) return;
  run.report(resource)
      .number("capacity", capacity.point())
      .number("committed", committed.point())
      .at("committed");
}

} // namespace

extern const Rule committed_over_capacity = {
    .code = "NL520",
    .name = "committed-over-capacity",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::resource),
    .question = "Is more promised elsewhere than there is?",
    .message = "{focus} has {capacity}, of which {committed} are promised elsewhere.",
    .advice = "Correct one of the two, or take promises back before the plan adds more.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
