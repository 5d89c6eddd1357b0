#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"results", 2, "the least number of key results and metrics of an objective"},
};
constexpr std::string_view phrases[] = {
    "no key result and no metric",
    "one key result or metric alone",
    "only {a} key results and metrics",
    "Measure it by {metric}, too.",
};
constexpr std::string_view footprint[] = {
    "form",          "status",           ">measured_by.status", "<refines.status",
    "<refines.form", "<supports.status", "<supports.form"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::form, v.as<Kind::goal>(goal)) != choice::goal_form::objective || !committed(v, goal))
    return;
  std::vector<Element> results;
  const auto add = [&](Element e) {
    if (v.is(e, Kind::goal) &&
        v.get(field::goal::form, v.as<Kind::goal>(e)) == choice::goal_form::key_result && open(v, e))
      results.push_back(e);
  };
  for (const Edge& e : v.in(goal, Relation::refines)) add(e.source);
  for (const Edge& e : v.in(goal, Relation::supports)) add(e.source);
  for (const Edge& e : v.out(goal, Relation::measured_by))
    if (in_force(v, e.target)) results.push_back(e.target);
  std::sort(results.begin(), results.end());
  results.erase(std::unique(results.begin(), results.end()), results.end());
  const std::size_t n = results.size();
  if (static_cast<double>(n) < run.parameter(0))
    run.report(goal)
        .text("what", n == 0   ? "no key result and no metric"
                      : n == 1 ? "one key result or metric alone"
                               : "only " + std::to_string(n) + " key results and metrics")
        .number("limit", run.parameter(0))
        .number("count", static_cast<double>(n));
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (r.number("count") + 1 < r.number("limit")) return false;
  const Element metric = only_open(v, Kind::metric, [&v](Element m) { return spare_metric(v, m); });
  if (metric == no_element || apart(v, r.focus, metric)) return false;
  return offer(r, f, "Measure it by {metric}, too.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule too_few_key_results = {
    .code = "NL230",
    .name = "too-few-key-results",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does every objective have key results that tell when it is reached?",
    .message = "{focus} has {what}; it takes at least {limit} to tell whether an objective was "
               "reached.",
    .advice = "Add what would be seen if the objective were reached, as a key result below it or as "
              "a metric.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::okr,
    .phrases = phrases,
};

} // namespace northline::rules
