#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Call it a milestone.",
};
constexpr std::string_view footprint[] = {"status",   "life",      ">replaced_by.status",
                                          "quantity", "direction", "unit",
                                          "baseline", "targets",   "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const auto quantity = v.get(field::metric::quantity, m);
  if (v.get(field::metric::unit, m).known() || !v.get(field::metric::targets, m).known() ||
      (quantity != choice::metric_quantity::absent && quantity != choice::metric_quantity::flow &&
       quantity != choice::metric_quantity::stock) ||
      v.get(field::metric::direction, m) == choice::metric_direction::milestone || !live(v, metric))
    return;
  const Figures& f = run.facts.figures(metric);
  if (known(f.start.value) && f.start.value != 0) return;
  for (const Aim& a : f.aims)
    if (a.value != 1) return;
  if (!f.aims.empty()) run.report(metric);
}

bool fix(const Rendering& r, Fix& f) {
  if (r.view.has(field::metric::quantity, ElementOf<Kind::metric>{r.focus})) return false;
  f.title = "Call it a milestone.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "quantity", "\"milestone\"");
  return true;
}

} // namespace

extern const Rule milestone_as_metric = {
    .code = "NL645",
    .name = "milestone-as-metric",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Is it a number, or something that is done or not?",
    .message = "{focus} goes from 0 to 1 without a unit: that is a step, not a measure.",
    .advice = "Call it a milestone, or measure what the step is to bring.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
