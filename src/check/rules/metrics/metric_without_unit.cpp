#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Count it in {unit}.",
};
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::metric> m{r.focus};
  std::string unit;
  switch (v.get(field::metric::quantity, m)) {
  case choice::metric_quantity::money:
    unit = v.text(field::strategy::currency, v.as<Kind::strategy>(root_element));
    break;
  case choice::metric_quantity::survey_share: {
    // Between 0 and 1 it may be a share of one as well as less than one in a hundred.
    unit = "%";
    for (const Aim& a : aims(v.get(field::metric::targets, m)))
      if (const double x = known(a.value) ? a.value : known(a.min) ? a.min : a.max; !(x > 1 && x <= 100))
        unit = "";
    break;
  }
  default:
    break;
  }
  if (unit.empty()) return false;
  f.title = "Count it in {unit}.";
  f.values = {{"unit", unit}};
  f.safety = Safety::unsafe;
  f.patch = set_member(v, m, "unit", quoted(unit));
  return true;
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
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
