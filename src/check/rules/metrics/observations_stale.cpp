#include "check/measuring.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"periods", 1.5, "rhythms after which a value is stale"},
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.status",
                                          "cadence",
                                          ">reviewed_by.status",
                                          ">reviewed_by.cadence",
                                          "per",
                                          "baseline",
                                          "targets",
                                          "observations",
                                          "<measured_by.start"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!run.as_of.known() || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  const Reading* last = run.facts.figures(metric).latest(run.as_of);
  if (!last) return;
  double days = review_days(v, m);
  if (!known(days)) return;
  // What is counted per quarter has one value a quarter, however often it is looked at.
  if (const double period = days_of(v.get(field::metric::per, m)); period > days) days = period;
  if (last->first.known() && last->last - last->first + 1 > days) days = last->last - last->first + 1;
  const double age = static_cast<double>(run.as_of - last->last);
  if (!(age > days * run.parameter(0)) || judged_now(v, metric, run.as_of) == no_element) return;
  run.report(metric)
      .number("days", std::round(days))
      .date("last", last->last)
      .number("age", age)
      .date("today", run.as_of)
      .at("observations");
}

} // namespace

extern const Rule observations_stale = {
    .code = "NL613",
    .name = "observations-stale",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is the last value recent enough for the rhythm in which it is looked at?",
    .message =
        "{focus} is looked at every {days} days, but its last value is of {last}, {age} days before {today}.",
    .advice = "Write the newest value, or agree a rhythm in which there is one.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
};

} // namespace northline::rules
