#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that {goal} is done.",
};
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Where it is all that one goal is measured by, the goal is reached.
  OnlyOne goal;
  for (const Edge& e : v.in(r.focus, Relation::measured_by))
    if (open(v, e.source)) goal.add(e.source);
  const Element g = goal.get();
  if (g == no_element || !v.is(g, Kind::goal)) return false;
  for (const Edge& e : v.out(g, Relation::measured_by))
    if (e.target != r.focus && in_force(v, e.target)) return false;
  f.title = "Say that {goal} is done.";
  f.values = {{"goal", r.describe(g)}};
  f.safety = Safety::display;
  f.patch = set_status(v, g, "done");
  return true;
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
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
