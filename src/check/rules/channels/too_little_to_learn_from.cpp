#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"conversions", 50, "conversions per ad set and week from which a platform learns"},
};
constexpr std::string_view footprint[] = {"measure", "status", "life", "per", "observations"};

/// The latest value that was seen by the day the document speaks of.
Reading latest(RuleRun& run, ElementOf<Kind::metric> m) {
  Reading last;
  for (const Reading& r : readings(run.view.get(field::metric::observations, m)))
    if (happened(r.last, run.as_of) && known(r.value) && (!last.last.known() || last.last < r.last)) last = r;
  return last;
}

bool measures(const View& v, ElementOf<Kind::metric> m, std::string_view key) {
  return raw_text(v.get(field::metric::measure, m)) == key;
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!measures(v, m, "conversions_per_ad_set_week") || !in_force(v, metric) ||
      v.get(field::metric::life, m) == choice::metric_life::withdrawn)
    return;
  const choice::per per = v.get(field::metric::per, m);
  if (per != choice::per::absent && per != choice::per::week) return;
  const Reading last = latest(run, m);
  if (last.value < run.parameter(0))
    run.report(metric)
        .number("value", last.value)
        .date("date", last.last)
        .number("limit", run.parameter(0))
        .at("observations");
}

} // namespace

extern const Rule too_little_to_learn_from = {
    .code = "NL410",
    .name = "too-little-to-learn-from",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Does the platform see enough conversions to learn from?",
    .message = "{focus} was {value} on {date}; below {limit} conversions per ad set and week the "
               "platform does not learn.",
    .advice = "Join ad sets, or let the platform aim at an earlier step that happens more often.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
