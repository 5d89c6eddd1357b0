#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 31, "days before the target's day from which a value counts, where no rhythm is written"},
};
constexpr std::string_view footprint[] = {
    "status",  "life",        ">replaced_by.status", "<measured_by.status",  "direction",
    "unit",    "cadence",     ">reviewed_by.status", ">reviewed_by.cadence", "baseline",
    "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  const Figures& f = run.facts.figures(metric);
  const Aim* past = nullptr; // the last one whose day has passed
  for (const Aim& a : f.aims) {
    if (!a.valued() || !a.due.known() || !(a.due < run.as_of)) continue;
    if (!past || past->due < a.due || (past->due == a.due && past->value < a.value)) past = &a;
  }
  const Reading* now = f.latest(run.as_of);
  if (!past || !now) return;
  // A value from long before the day says nothing about the day.
  double days = review_days(v, m);
  if (!known(days)) days = run.parameter(0);
  if (static_cast<double>(past->due - now->last) > days) return;
  if (met(course_of(v.get(field::metric::direction, m), *past, f.start.value), *past, now->value)
          .value_or(true))
    return;
  if (judged(v, metric) == no_element) return;
  run.report(metric)
      .text("target", value_text(v, metric,
                                 known(past->value) ? past->value
                                 : known(past->min) ? past->min
                                                    : past->max))
      .date("due", past->due)
      .text("value", value_text(v, metric, now->value))
      .text("when", when_text(*now))
      .at("targets");
}

} // namespace

extern const Rule target_missed = {
    .code = "NL635",
    .name = "target-missed",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Were the targets whose day has passed reached?",
    .message = "{focus} was to reach {target} by {due}; it stood at {value} {when}.",
    .advice = "Say what was learned, and set the next target or close the goal.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
