#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}, too.",
};
constexpr std::string_view footprint[] = {"status", ">measured_by.*", ">measured_by>replaced_by.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal)) return;
  std::vector<Element> amounts;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    const ElementOf<Kind::metric> m{e.target};
    if (!live(v, m)) continue;
    const auto q = v.get(field::metric::quantity, m);
    if (v.get(field::metric::guardrail, m) == Maybe::yes ||
        (q != choice::metric_quantity::flow && q != choice::metric_quantity::duration &&
         q != choice::metric_quantity::stock))
      return;
    amounts.push_back(e.target);
  }
  if (amounts.empty()) return;
  auto report = run.report(goal);
  relate(report, v, std::move(amounts));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element metric = only_open(v, Kind::metric, [&v](Element e) {
    const ElementOf<Kind::metric> m{e};
    const auto q = v.get(field::metric::quantity, m);
    return (q == choice::metric_quantity::ratio || q == choice::metric_quantity::survey_share) &&
           spare_metric(v, m);
  });
  if (metric == no_element || apart(v, r.focus, metric)) return false;
  return offer(r, f, "Measure it by {metric}, too.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule no_counterweight = {
    .code = "NL640",
    .name = "no-counterweight",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Does a measure of quality stand beside the measure of quantity?",
    .message = "{focus} counts how much and how fast alone; it can be reached by doing worse.",
    .advice = "Pair it with a share, a rating or a guardrail that would show it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::okr,
    .phrases = phrases,
};

} // namespace northline::rules
