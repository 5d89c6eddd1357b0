#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the earliest value that was seen as the baseline.",
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.status",
                                          "quantity",
                                          "direction",
                                          "guardrail",
                                          "baseline",
                                          "targets",
                                          "observations",
                                          "unit"};

/// Whether the target asks for a way to be gone, which has to begin somewhere.
bool moving(choice::metric_direction d) {
  return d == choice::metric_direction::absent || d == choice::metric_direction::increase ||
         d == choice::metric_direction::decrease;
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!moving(v.get(field::metric::direction, m)) ||
      v.get(field::metric::quantity, m) == choice::metric_quantity::milestone ||
      v.get(field::metric::guardrail, m) == Maybe::yes || !live(v, metric))
    return;
  const Figures& figures = run.facts.figures(metric);
  if (known(figures.start.value)) return;
  double target = unknown_number; // the greatest, so that the order of the list does not matter
  for (const Aim& a : figures.aims)
    if (known(a.value) && !(a.value <= target)) target = a.value;
  if (!known(target)) return;
  const Element shown = judged(v, metric);
  if (shown == no_element) return;
  run.report(metric).number("target", target).text("unit", unit_of(v, metric)).element("judged", shown);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::metric> m{r.focus};
  if (v.has(field::metric::baseline, m)) return false;
  const Reading* first = nullptr;
  const std::vector<Reading> seen = readings(v.get(field::metric::observations, m));
  for (const Reading& x : seen)
    if (x.usable() && (!first || x.last < first->last || (x.last == first->last && x.value < first->value)))
      first = &x;
  if (!first) return false;
  const auto direction = v.get(field::metric::direction, m);
  for (const Aim& a : aims(v.get(field::metric::targets, m))) // it must leave a way to go
    if (known(a.value) && (a.value == first->value ||
                           (direction == choice::metric_direction::increase && a.value < first->value) ||
                           (direction == choice::metric_direction::decrease && a.value > first->value)))
      return false;
  f.title = "Take the earliest value that was seen as the baseline.";
  f.safety = Safety::unsafe;
  f.patch =
      set_member(v, r.focus, "baseline",
                 "{\"value\":" + number_text(first->value) + ",\"date\":\"" + to_string(first->last) + "\"}");
  return true;
}

} // namespace

extern const Rule metric_without_baseline = {
    .code = "NL603",
    .name = "metric-without-baseline",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is it known where the metric starts?",
    .message = "{focus} is to reach {target}{unit} for {judged}, but nobody wrote where it starts.",
    .advice = "Write under \"baseline\" the value before the work began and the day it was taken.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
