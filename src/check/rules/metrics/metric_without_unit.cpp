#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "status",   "life",    ">replaced_by.status", "<measured_by.status", "quantity", "unit",
    "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (v.get(field::metric::unit, m).known() || !v.get(field::metric::targets, m).known() ||
      v.get(field::metric::quantity, m) == choice::metric_quantity::milestone || !live(v, metric))
    return;
  const Aim* shown = nullptr;
  for (const Aim& a : run.facts.figures(metric).aims)
    if (a.valued() && (!shown || !(a.value <= shown->value))) shown = &a;
  if (!shown || judged(v, metric) == no_element) return;
  run.report(metric)
      .number("target", known(shown->value) ? shown->value
                        : known(shown->min) ? shown->min
                                            : shown->max)
      .at("targets");
}

} // namespace

extern const Rule metric_without_unit = {
    .code = "NL648",
    .name = "metric-without-unit",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Is it said in what the metric is counted?",
    .message = "{focus} has a target of {target}, but no unit.",
    .advice = "Write the unit: %, EUR, hours, people, orders.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
