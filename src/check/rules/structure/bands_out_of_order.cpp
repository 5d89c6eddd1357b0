#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"worst", "threshold", "target", "stretch"};
constexpr std::string_view footprint[] = {"status", "direction", "baseline", "targets", "observations"};

constexpr std::string_view names[] = {"worst", "threshold", "target", "stretch"};

struct Bands {
  double at[4];
  /// The first two neighbours of those known that go against the sign; 4: none.
  unsigned broken(double sign, unsigned& next) const {
    unsigned last = 4;
    for (unsigned i = 0; i < 4; ++i) {
      if (!known(at[i])) continue;
      if (last != 4 && (at[i] - at[last]) * sign < 0) return next = i, last;
      last = i;
    }
    return 4;
  }
};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const ElementOf<Kind::metric> metric{e};
  if (!v.get(field::metric::targets, metric).known() || !in_force(v, e)) return;
  const auto direction = v.get(field::metric::direction, metric);
  using D = choice::metric_direction;
  const double sign = direction == D::increase || direction == D::at_least  ? 1
                      : direction == D::decrease || direction == D::at_most ? -1
                                                                            : 0;
  for (const Aim& aim : run.facts.figures(e).aims) {
    const Bands bands{{aim.worst, aim.threshold, aim.value, aim.stretch}};
    unsigned next = 0, other = 0;
    unsigned first = bands.broken(sign != 0 ? sign : 1, next);
    if (sign == 0 && bands.broken(-1, other) == 4) first = 4; // falling steps are in order too
    if (first == 4) continue;
    run.report(e)
        .text("first", names[first])
        .number("a", bands.at[first])
        .text("second", names[next])
        .number("b", bands.at[next])
        .at("targets");
    return;
  }
}

} // namespace

extern const Rule bands_out_of_order = {
    .code = "NL016",
    .name = "bands-out-of-order",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Do the steps of a target follow each other?",
    .message = "In a target of {focus} the {first} value {a} lies beyond the {second} value {b}.",
    .advice = "Put them in the order worst, threshold, value, stretch, in the direction in "
              "which the metric gets better.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
