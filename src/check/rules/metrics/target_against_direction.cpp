#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "direction", "baseline", "targets", "unit"};

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
  const double start = start_of(v.get(field::metric::baseline, m)).value;
  if (!known(start)) return;
  for (const Aim& a : aims(v.get(field::metric::targets, m))) {
    if (!known(a.value) || !contradicts(direction, a.value, start)) continue;
    run.report(metric)
        .text("direction", direction == choice::metric_direction::increase ? "rise" : "fall")
        .text("how", a.value == start                                  ? "is where it starts"
                     : direction == choice::metric_direction::increase ? "lies below its start"
                                                                       : "lies above its start")
        .number("target", a.value)
        .number("start", start)
        .text("unit", v.text(field::metric::unit, m))
        .key(a.due.known() ? to_string(a.due) : std::string())
        .at("targets");
  }
}

std::string render(const Rendering& r) {
  const std::string unit = r.text("unit").empty() ? "" : " " + r.text("unit");
  std::string s = describe(r.view, r.focus);
  s[0] = 'M';
  s += " is to " + r.text("direction") + ", but its target of " + number_text(r.number("target")) + unit +
       " " + r.text("how");
  return s +
         (r.number("target") == r.number("start") ? "." : ", " + number_text(r.number("start")) + unit + ".");
}

bool fix(const Rendering& r, Fix& f) {
  const ElementOf<Kind::metric> m{r.focus};
  const bool rises = r.view.get(field::metric::direction, m) == choice::metric_direction::increase;
  const auto other = rises ? choice::metric_direction::decrease : choice::metric_direction::increase;
  for (const Aim& a : aims(r.view.get(field::metric::targets, m))) // turned round, every target must fit
    if (known(a.value) && contradicts(other, a.value, r.number("start"))) return false;
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
    .message = "{focus} is to {direction}, but its target of {target} {unit} {how}, {start}.",
    .advice = "Correct the target, the baseline or the direction; for a level that is only to be held, use "
              "at_least or at_most.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
};

} // namespace northline::rules
