#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"an observation", "a baseline"};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() ||
      (!v.get(field::metric::observations, m).known() && !v.get(field::metric::baseline, m).known()) ||
      !live(v, metric))
    return;
  const Figures& f = run.facts.figures(metric);
  // A period that has begun may be counted so far.
  const Reading* last = f.seen.empty() ? nullptr : &f.seen.back();
  Date first;
  for (const Reading& r : f.seen)
    if (run.as_of < r.first && !(first.known() && first <= r.first)) first = r.first;
  std::string_view what = "an observation";
  if (!(last && first.known())) first = {};
  if (run.as_of < f.start.last && f.start.last.known()) {
    what = "a baseline";
    first = f.start.last;
  }
  if (first.known())
    run.report(metric)
        .text("what", what)
        .date("day", first)
        .date("today", run.as_of)
        .at(what == "a baseline" ? "baseline" : "observations");
}

} // namespace

extern const Rule value_from_the_future = {
    .code = "NL642",
    .name = "value-from-the-future",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Were the values seen before they were written?",
    .message = "{focus} has {what} of {day}, after {today}.",
    .advice = "Correct the day; what is expected is a target, not an observation.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
