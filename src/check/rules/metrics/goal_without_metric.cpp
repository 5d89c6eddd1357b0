#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}.",
};
constexpr std::string_view footprint[] = {"status", "form", ">measured_by.status", "<refines.status",
                                          "<refines>measured_by.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

bool measured(const View& v, Element goal) {
  for (const Edge& e : v.out(goal, Relation::measured_by))
    if (in_force(v, e.target)) return true;
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal) || measured(v, goal)) return;
  // A broad goal is by its own declaration not the level at which things are counted.
  if (v.get(field::goal::form, v.as<Kind::goal>(goal)) == choice::goal_form::goal)
    for (const Edge& part : v.in(goal, Relation::refines))
      if (open(v, part.source) && measured(v, part.source)) return;
  run.report(goal);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!only_unmeasured(v, r.focus)) return false;
  const Element metric = only_open(v, Kind::metric, [&v](Element m) { return spare_metric(v, m); });
  return offer(r, f, "Measure it by {metric}.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule goal_without_metric = {
    .code = "NL601",
    .name = "goal-without-metric",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is anything measured for the goal?",
    .message = "{focus} is measured by nothing, so nobody will know whether it was reached.",
    .advice = "Name under \"measured_by\" at least one metric that would tell.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
