#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"conversions", 50, "conversions per ad set and week from which a platform learns"},
};
constexpr std::string_view footprint[] = {"measure",  "status",  "life",        "per",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (raw_text(v.get(field::metric::measure, m)) != "conversions_per_ad_set_week" || !in_force(v, metric) ||
      v.get(field::metric::life, m) == choice::metric_life::withdrawn)
    return;
  const choice::per per = v.get(field::metric::per, m);
  if (per != choice::per::absent && per != choice::per::week) return;
  const Reading* last = run.facts.figures(m).latest(run.as_of);
  if (last && last->value < run.parameter(0))
    run.report(metric)
        .number("value", last->value)
        .date("date", last->last)
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
