#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "above",
    "below",
};
constexpr std::string_view footprint[] = {"status",    "life",         ">replaced_by.status",
                                          "guardrail", "direction",    "baseline",
                                          "targets",   "observations", "unit"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (v.get(field::metric::guardrail, m) != Maybe::yes || !live(v, metric)) return;
  const Figures& figures = run.facts.figures(metric);
  const Reading* now = figures.latest(run.as_of);
  if (!now) return;
  const Aim* limit = next_aim(figures.aims, now->last);
  for (const Aim& a : figures.aims) // one without a date holds always
    if (a.valued() && !a.due.known() && (!limit || limit->due.known() || a.value < limit->value)) limit = &a;
  if (!limit) return;
  const Course course = course_of(v.get(field::metric::direction, m), *limit, figures.start.value);
  const auto holds = met(course, *limit, now->value);
  if (holds.value_or(true) || course == Course::milestone) return;
  const bool above = course == Course::fall || course == Course::stay_below ||
                     (course == Course::stay_between && now->value > limit->max);
  const double edge = known(limit->value) && course != Course::stay_between ? limit->value
                      : above                                               ? limit->max
                                                                            : limit->min;
  run.report(metric)
      .text("value", value_text(v, metric, now->value))
      .text("when", when_text(*now))
      .text("side", above ? "above" : "below")
      .text("limit", value_text(v, metric, edge))
      .at("observations");
}

} // namespace

extern const Rule guardrail_breached = {
    .code = "NL622",
    .name = "guardrail-breached",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Do the limits hold that must not be broken?",
    .message = "{focus} is a guardrail and stands at {value} {when}, {side} its limit of {limit}.",
    .advice = "Stop or slow down what drives it over the limit, or decide openly that the limit was wrong.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
