#include "check/measuring.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"times", 10, "ways from baseline to target beyond which a value is unlikely"},
};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status", "direction", "unit",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!v.get(field::metric::observations, m).known() || !v.get(field::metric::baseline, m).known() ||
      !live(v, metric))
    return;
  const Standing s = standing(run, m, run.as_of, {});
  if (!s.known() || !moves(s.course) || !known(s.aim.value)) return;
  const double way = progress(s.start.value, s.aim.value, s.value.value);
  if (!(std::fabs(way) > run.parameter(0))) return;
  run.report(metric)
      .text("value", value_text(v, metric, s.value.value))
      .text("when", when_text(s.value))
      .number("times", way)
      .text("start", value_text(v, metric, s.start.value))
      .text("target", value_text(v, metric, s.aim.value))
      .at("observations");
}

} // namespace

extern const Rule value_implausible = {
    .code = "NL647",
    .name = "value-implausible",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Can the last value be right?",
    .message = "{focus} stood at {value} {when}: {times} times the way from {start} to {target}.",
    .advice = "Look at the source of the value; it may be of another unit or period.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
