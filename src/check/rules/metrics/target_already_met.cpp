#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "status",       "life", ">replaced_by.status", "<measured_by.status", "direction", "baseline", "targets",
    "observations", "unit"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  const Figures& figures = run.facts.figures(metric);
  const Reading* now = figures.latest(run.as_of);
  if (!now) return;
  const double start = figures.start.value;
  const auto direction = v.get(field::metric::direction, m);
  const Aim* last = nullptr;
  for (const Aim& a : figures.aims) {
    if (!a.valued() || !a.due.known() || a.due < run.as_of) continue;
    const Course course = course_of(direction, a, start);
    if (!moves(course) || !met(course, a, now->value).value_or(false)) return;
    if (known(a.stretch) && (course == Course::rise ? now->value < a.stretch : now->value > a.stretch))
      return;
    if (!last || last->due < a.due || (last->due == a.due && last->value < a.value)) last = &a;
  }
  if (!last || judged(v, metric) == no_element) return;
  run.report(metric)
      .text("value", value_text(v, metric, now->value))
      .text("when", when_text(*now))
      .text("target", value_text(v, metric, last->value))
      .date("due", last->due)
      .at("targets");
}

} // namespace

extern const Rule target_already_met = {
    .code = "NL610",
    .name = "target-already-met",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is there still something to reach?",
    .message =
        "{focus} already stands at {value} ({when}); its target of {target} for {due} asks for nothing more.",
    .advice = "Set a target that asks for more, or say that the goal is done.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
};

} // namespace northline::rules
