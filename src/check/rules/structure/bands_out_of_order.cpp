#include "check/candidates.hpp"
#include "check/measuring.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "worst", "threshold", "target", "stretch", "Put its steps in order.",
};
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::metric> m{r.focus};
  const auto direction = v.get(field::metric::direction, m);
  using D = choice::metric_direction;
  const double sign = direction == D::decrease || direction == D::at_most ? -1 : 1;
  if (sign > 0 && direction != D::increase && direction != D::at_least)
    return false; // either way may be meant
  const std::vector<Aim> all = aims(v.get(field::metric::targets, m));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Bands bands{{all[i].worst, all[i].threshold, all[i].value, all[i].stretch}};
    unsigned next = 0;
    if (bands.broken(sign, next) == 4) continue;
    std::vector<double> steps;
    for (const double x : bands.at)
      if (known(x)) steps.push_back(x);
    std::sort(steps.begin(), steps.end(), [sign](double a, double b) { return a * sign < b * sign; });
    std::vector<std::string> patches;
    std::size_t taken = 0;
    for (unsigned b = 0; b < 4; ++b) {
      if (!known(bands.at[b])) continue;
      const double x = steps[taken++];
      // The target must not come to lie behind where the metric starts.
      const double start = start_of(v.get(field::metric::baseline, m)).value;
      if (b == 2 && known(start) && !((x - start) * sign > 0)) return false;
      if (x != bands.at[b])
        patches.push_back(set_part(v, m, "targets", i, b == 2 ? "value" : names[b], number_text(x)));
    }
    f.title = "Put its steps in order.";
    f.safety = Safety::display;
    f.patch = joined(patches);
    return true;
  }
  return false;
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
