#include "check/measuring.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"off", 0.25, "share of what was expected that may be missing"},
    {"elapsed", 0.25, "share of the time that has to be over before pace says anything"},
    {"points", 0.15, "share of the whole way that has to be missing"},
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.status",
                                          "<measured_by.start",
                                          "direction",
                                          "unit",
                                          "baseline",
                                          "targets",
                                          "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  const Element shown = judged_now(v, metric, run.as_of);
  if (shown == no_element) return;
  const Standing s = standing(run, m, run.as_of, start_day(v, shown));
  if (!s.known() || s.met.value_or(true) || !s.pace.known()) return;
  if (s.pace.elapsed < run.parameter(1) || s.pace.ratio() >= 1 - run.parameter(0) ||
      s.pace.expected - s.pace.progress < run.parameter(2)) // a step of a coarse unit
    return;
  run.report(metric)
      .number("progress", std::round(s.pace.progress * 100))
      .text("target", value_text(v, metric, s.aim.value))
      .date("due", s.aim.due)
      .text("when", when_text(s.value))
      .number("expected", std::round(s.pace.expected * 100))
      .at("observations");
}

} // namespace

extern const Rule off_pace = {
    .code = "NL626",
    .name = "off-pace",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Does the metric move as fast as it has to?",
    .message = "{focus} had gone {progress} % of its way to {target} (due {due}) {when}, where {expected} % "
               "was to be expected.",
    .advice = "Find out what holds it back and do more, or agree another target or day.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
