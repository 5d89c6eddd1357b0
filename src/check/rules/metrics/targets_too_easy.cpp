#include "check/measuring.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"score", 0.8, "share of the way from which a target counts as reached"},
    {"count", 3, "targets in a row"},
};
constexpr std::string_view footprint[] = {
    "status",   "life",    ">replaced_by.status", "<measured_by.status", "direction",
    "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  const Figures& f = run.facts.figures(metric);
  std::vector<const Aim*> past;
  for (const Aim& a : f.aims)
    if (known(a.value) && a.due.known() && a.due < run.as_of) past.push_back(&a);
  const auto count = static_cast<std::size_t>(std::max(1.0, run.parameter(1)));
  if (past.size() < count || !known(f.start.value)) return;
  std::sort(past.begin(), past.end(), [](const Aim* a, const Aim* b) {
    return a->due != b->due ? a->due < b->due : a->value < b->value;
  });
  const auto direction = v.get(field::metric::direction, m);
  double from = f.start.value, least = 1e300;
  Date begin = f.start.last;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const Aim& a = *past[i];
    if (i + count >= past.size()) {
      if (!moves(course_of(direction, a, from))) return;
      const Reading* reached = f.latest(a.due);
      if (!reached || (begin.known() && reached->last <= begin)) return; // nothing was seen in its time
      const double share = progress(from, a.value, reached->value);
      if (!(share >= run.parameter(0))) return;
      least = std::min(least, share);
    }
    from = a.value;
    begin = a.due;
  }
  run.report(metric)
      .number("least", std::floor(least * 100))
      .number("count", static_cast<double>(count))
      .at("targets");
}

} // namespace

extern const Rule targets_too_easy = {
    .code = "NL628",
    .name = "targets-too-easy",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Do the targets ask for anything?",
    .message =
        "{focus} reached at least {least} % of each of its last {count} targets; they may be too easy.",
    .advice = "Set the next target where it is reached about two times out of three.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement | Pack::okr,
};

} // namespace northline::rules
