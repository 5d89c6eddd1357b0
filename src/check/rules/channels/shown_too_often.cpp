#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"frequency", 3.5, "contacts per person above which an advertisement wears out"},
};
constexpr std::string_view footprint[] = {"measure", "status", "life", "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (raw_text(v.get(field::metric::measure, m)) != "ad_frequency" || !in_force(v, metric) ||
      v.get(field::metric::life, m) == choice::metric_life::withdrawn)
    return;
  const Reading* last = run.facts.figures(m).latest(run.as_of);
  if (last && last->value > run.parameter(0))
    run.report(metric)
        .number("value", last->value)
        .date("date", last->last)
        .number("limit", run.parameter(0))
        .at("observations");
}

} // namespace

extern const Rule shown_too_often = {
    .code = "NL411",
    .name = "shown-too-often",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Are advertisements shown to the same people too often?",
    .message = "{focus} was {value} on {date}; above {limit} the same people see the same thing too "
               "often.",
    .advice = "Show something new, widen the audience, or stop sooner.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
