#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it measure {goal}.",
};
constexpr std::string_view footprint[] = {
    "status",  "life",    "guardrail",  ">replaced_by.status", "<measured_by.status",
    ">drives", "<drives", "<numerator", "<denominator"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  for (const Edge& e : v.in(metric, Relation::measured_by))
    if (in_force(v, e.source)) return;
  // A limit stands on its own; a driver and a part of a quotient serve another metric.
  if (!live(v, metric) || v.get(field::metric::guardrail, m) == Maybe::yes) return;
  if (!v.out(metric, Relation::drives).empty() || !v.in(metric, Relation::drives).empty() ||
      !v.in(metric, Relation::numerator).empty() || !v.in(metric, Relation::denominator).empty())
    return;
  run.report(metric);
}

constexpr std::string_view causes[] = {"NL007"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element spare = only_open(v, Kind::metric, [&v](Element m) { return spare_metric(v, m); });
  const Element goal = only_open(v, Kind::goal, [&v](Element g) {
    for (const Edge& e : v.out(g, Relation::measured_by))
      if (in_force(v, e.target)) return false;
    return true;
  });
  if (goal == no_element || spare != r.focus || apart(v, goal, spare)) return false;
  f.title = "Let it measure {goal}.";
  f.values = {{"goal", r.describe(goal)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, goal, Relation::measured_by, r.focus);
  return true;
}

} // namespace

extern const Rule metric_measures_nothing = {
    .code = "NL623",
    .name = "metric-measures-nothing",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::metric),
    .question = "Does the metric show anything about the plan?",
    .message = "{focus} measures no goal, program, channel or anything else.",
    .advice = "Name it under \"measured_by\" of what it shows the success of, or stop counting it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
