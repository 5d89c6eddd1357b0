#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status", "direction", "unit",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!v.get(field::metric::targets, m).known() || !live(v, metric)) return;
  const Figures& f = run.facts.figures(metric);
  const auto direction = v.get(field::metric::direction, m);
  for (const Aim& a : f.aims) {
    if (!known(a.stretch) && !known(a.threshold) && !known(a.worst) && !(known(a.min) && known(a.max)))
      continue;
    std::string what;
    if (a.min > a.max)
      what = "the least value " + value_text(v, metric, a.min) + " is above the greatest " +
             value_text(v, metric, a.max);
    const Course course = course_of(direction, a, f.start.value);
    const double sign = course == Course::rise || course == Course::stay_above   ? 1
                        : course == Course::fall || course == Course::stay_below ? -1
                                                                                 : 0;
    const struct {
      std::string_view name;
      double value;
    } points[] = {
        {"worst", a.worst}, {"threshold", a.threshold}, {"target", a.value}, {"stretch", a.stretch}};
    for (unsigned i = 0; i < 4 && sign != 0 && what.empty(); ++i)
      for (unsigned j = i + 1; j < 4 && what.empty(); ++j)
        if (known(points[i].value) && known(points[j].value) &&
            sign * points[i].value > sign * points[j].value)
          what = std::string(points[i].name) + " " + value_text(v, metric, points[i].value) +
                 " is harder than " + std::string(points[j].name) + " " +
                 value_text(v, metric, points[j].value);
    if (!what.empty()) run.report(metric).text("what", what).key(what).at("targets");
  }
}

} // namespace

extern const Rule target_points_out_of_order = {
    .code = "NL641",
    .name = "target-points-out-of-order",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Do worst, threshold, target and stretch follow each other?",
    .message = "{focus} has a target whose points run the wrong way: {what}.",
    .advice = "Put them in the order in which they get harder to reach.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
