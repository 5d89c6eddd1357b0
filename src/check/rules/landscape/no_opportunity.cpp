#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all insight.status", "all insight.type"};
constexpr Parameter parameters[] = {
    {"insights", 5, "from so many insights on one of them should be an opportunity"}};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  double count = 0;
  bool seen = false;
  v.each_of<Kind::insight>([&](ElementOf<Kind::insight> i) {
    if (seen || !in_force(v, i)) return;
    ++count;
    const auto type = v.get(field::insight::type, i);
    seen = type == choice::insight_type::opportunity || type == choice::insight_type::absent;
  });
  if (!seen && count >= run.parameter(0) && count > 0) run.report(strategy).number("count", count);
}

} // namespace

extern const Rule no_opportunity = {
    .code = "NL113",
    .name = "no-opportunity",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does the plan see an opportunity?",
    .message = "None of the {count} insights is an opportunity.",
    .advice = "Ask of each finding what it makes possible, and write that down as an insight "
              "of its own.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
