#include "check/benchmarks.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"factor", 3, "times the benchmark from which a target is implausible"},
};
constexpr std::string_view footprint[] = {"all metric.*",
                                          "all metric>replaced_by.status",
                                          "all metric<measured_by.status",
                                          "all metric<measured_by.platform",
                                          "all metric<measured_by>uses.status",
                                          "all metric<measured_by>uses.platform",
                                          "all metric>uses.status",
                                          "all metric>uses.platform",
                                          "all benchmark.*"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const double factor = run.parameter(0);
  each_comparison(v, [&](const Comparison& c) {
    const ElementOf<Kind::metric> m{c.metric};
    const Figures& figures = run.facts.figures(m);
    double worst = 0, target = 0;
    for (const Aim& a : figures.aims) {
      const Course course = course_of(v.get(field::metric::direction, m), a, figures.start.value);
      const bool up = course == Course::rise || course == Course::stay_above;
      const double x = known(a.value) ? a.value : up ? a.min : a.max;
      if (!known(x) || x <= 0 || course == Course::unknown || course == Course::milestone ||
          course == Course::stay_between)
        continue;
      // A limit that is far easier than what others reach is no ambition and no mistake.
      const double times = up ? x / c.high : c.low / x;
      if (times > worst) {
        worst = times;
        target = x;
      }
    }
    if (!(worst > factor)) return;
    run.report(c.metric)
        .text("target", value_text(v, c.metric, target))
        .number("times", target > c.high ? target / c.high : target / c.low)
        .element("benchmark", c.benchmark)
        .text("others", value_text(v, c.metric, target > c.high ? c.high : c.low))
        .at("targets");
  });
}

} // namespace

extern const Rule target_implausible = {
    .code = "NL618",
    .name = "target-implausible",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is the target within reach of what others achieve?",
    .message = "{focus} aims at {target}, {times} times what others reach: {benchmark} says {others}.",
    .advice = "Check base, unit and period of both figures; if they agree, say why so much more is possible.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
