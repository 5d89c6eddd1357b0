#include "check/mending.hpp"
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Scale the shares to {a} % of their hours.",
};
constexpr std::string_view footprint[] = {"status", ">works_as.status", ">works_as.share"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange jobs = v.out(person, Relation::works_as);
  if (jobs.empty() || !in_force(v, person)) return;
  double sum = 0;
  std::vector<Element> all;
  for (const Edge& e : jobs) {
    const Quantity share = v.get(edge_field::works_as::share, e);
    if (!share.known() || !in_force(v, e.target)) continue;
    sum += share.low; // the least it can be
    all.push_back(e.target);
  }
  if (!(sum > 1 + 1e-9)) return;
  auto report = run.report(person);
  report.number("percent", sum * 100);
  relate(report, v, std::move(all));
}

} // namespace

extern const Rule shares_over_one = {
    .code = "NL522",
    .name = "shares-over-one",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::stakeholder),
    .question = "Does the person's week suffice for all they work as?",
    .message = "{focus} gives {percent} % of their hours to what they work as.",
    .advice = "Correct the shares so that they sum to 100 % at most.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = scale_shares,
    .phrases = phrases,
};

} // namespace northline::rules
