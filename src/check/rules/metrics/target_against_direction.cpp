#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"rise_level", "{focus} is to rise, but its target of {target:unit} is where it starts."},
    {"fall_level", "{focus} is to fall, but its target of {target:unit} is where it starts."},
    {"rise", "{focus} is to rise, but its target of {target:unit} lies below its start, {start:unit}."},
    {"fall", "{focus} is to fall, but its target of {target:unit} lies above its start, {start:unit}."},
};
constexpr std::string_view phrases[] = {
    "Let the metric decrease.",
    "Let the metric increase.",
};
constexpr std::string_view footprint[] = {"status",  "direction",    "baseline",
                                          "targets", "observations", "unit"};

bool contradicts(choice::metric_direction d, double target, double start) {
  return d == choice::metric_direction::increase ? target <= start : target >= start;
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!in_force(v, metric)) return;
  const auto direction = v.get(field::metric::direction, m);
  if (direction != choice::metric_direction::increase && direction != choice::metric_direction::decrease)
    return;
  const Figures& figures = run.facts.figures(metric);
  const double start = figures.start.value;
  if (!known(start)) return;
  const bool rises = direction == choice::metric_direction::increase;
  for (const Aim& a : figures.aims) {
    if (!known(a.value) || !contradicts(direction, a.value, start)) continue;
    run.report(metric)
        .text("variant", std::string(rises ? "rise" : "fall") + (a.value == start ? "_level" : ""))
        .number("target", a.value)
        .number("start", start)
        .text("unit", v.text(field::metric::unit, m))
        .key(a.due.known() ? to_string(a.due) : std::string())
        .at("targets");
  }
}

bool fix(const Rendering& r, Fix& f) {
  const ElementOf<Kind::metric> m{r.focus};
  const bool rises = r.view.get(field::metric::direction, m) == choice::metric_direction::increase;
  const auto other = rises ? choice::metric_direction::decrease : choice::metric_direction::increase;
  const double sign = rises ? -1 : 1;
  for (const Aim& a : aims(r.view.get(field::metric::targets, m))) { // turned round, every target must fit
    if (known(a.value) && contradicts(other, a.value, r.number("start"))) return false;
    // So must its steps: worst, threshold, target, stretch.
    if ((a.stretch - a.value) * sign < 0 || (a.value - a.threshold) * sign < 0 ||
        (a.threshold - a.worst) * sign < 0 || (a.value - a.worst) * sign < 0)
      return false;
  }
  f.title = rises ? "Let the metric decrease." : "Let the metric increase.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "direction", rises ? "\"decrease\"" : "\"increase\"");
  return true;
}

} // namespace

extern const Rule target_against_direction = {
    .code = "NL609",
    .name = "target-against-direction",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Does the target lie where the metric is to go?",
    .message = "{focus} is to go the other way from {start:unit} than its target of {target:unit}.",
    .advice = "Correct the target, the baseline or the direction; for a level that is only to be held, use "
              "at_least or at_most.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
