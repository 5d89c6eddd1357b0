#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"most", 5, "metrics that one goal may have"},
};
constexpr std::string_view footprint[] = {"status", ">measured_by.status", ">measured_by.life",
                                          ">measured_by>replaced_by.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange all = v.out(goal, Relation::measured_by);
  if (!(static_cast<double>(all.size()) > run.parameter(0)) || !open(v, goal)) return;
  std::vector<Element> counted;
  for (const Edge& e : all)
    if (live(v, e.target)) counted.push_back(e.target);
  if (!(static_cast<double>(counted.size()) > run.parameter(0))) return;
  auto report = run.report(goal);
  report.number("count", static_cast<double>(counted.size())).number("most", run.parameter(0));
  relate(report, v, std::move(counted));
}

} // namespace

extern const Rule too_many_metrics = {
    .code = "NL638",
    .name = "too-many-metrics",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Can the goal's metrics be kept in view?",
    .message = "{focus} is measured by {count} metrics; nobody watches more than {most}.",
    .advice = "Keep those that would change a decision, and move the others to the program or channel they "
              "describe.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement | Pack::okr,
};

} // namespace northline::rules
