#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all insight.status", "all insight.type"};
constexpr Parameter parameters[] = {
    {"insights", 3, "from so many insights on one of them should be uncomfortable"}};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  double count = 0;
  bool awkward = false;
  v.each_of<Kind::insight>([&](ElementOf<Kind::insight> i) {
    if (awkward || !in_force(v, i)) return;
    ++count;
    using T = choice::insight_type;
    const T type = v.get(field::insight::type, i);
    // One that does not say what it is may be uncomfortable.
    awkward = type == T::weakness || type == T::threat || type == T::frustration || type == T::absent;
  });
  if (!awkward && count >= run.parameter(0) && count > 0) run.report(strategy).number("count", count);
}

} // namespace

extern const Rule only_comfortable_insights = {
    .code = "NL109",
    .name = "only-comfortable-insights",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does the plan know anything uncomfortable?",
    .message = "None of the {count} insights is a weakness, a threat or a frustration.",
    .advice = "Ask those who left, complained or bought elsewhere, and write down what they "
              "say.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
