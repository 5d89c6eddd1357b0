#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the start out, so that it counts as unknown.",
};
constexpr std::string_view footprint[] = {"start", "end"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const ElementOf<Kind::strategy> s{strategy};
  const Date start = v.get(field::strategy::start, s), end = v.get(field::strategy::end, s);
  if (start.known() && end.known() && end < start)
    run.report(strategy).date("start", start).date("end", end).at("start");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take the start out, so that it counts as unknown.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_attribute(r.view, r.focus, "start");
  return true;
}

} // namespace

extern const Rule strategy_period_reversed = {
    .code = "NL227",
    .name = "strategy-period-reversed",
    .category = Category::goals,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does the strategy start before it ends?",
    .message = "The strategy starts on {start}, after it ends on {end}.",
    .advice = "Correct one of the two days.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
