#include "check/mending.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Scale the shares to {a} % of their hours.",
};
constexpr std::string_view footprint[] = {"status", ">works_as.status"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange work = v.out(person, Relation::works_as);
  if (work.empty() || !in_force(v, person)) return;
  double sum = 0;
  Element first = no_element;
  for (const Edge& w : work) {
    const Quantity share = v.get(edge_field::works_as::share, w);
    if (!share.known() || !in_force(v, w.target)) continue;
    sum += share.low;
    if (first == no_element || by_id(v, w.target, first)) first = w.target;
  }
  if (sum > 1 + 1e-9)
    run.report(person).number("percent", std::round(100 * sum)).element("resource", first).at("works_as");
}

} // namespace

extern const Rule hours_promised_twice = {
    .code = "NL731",
    .name = "hours-promised-twice",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::stakeholder),
    .question = "Is nobody's week promised more than once?",
    .message = "{focus} is promised {percent} % of their hours, {resource} for one part of them.",
    .advice = "Take away what is too much: the shares of one person sum to 1 at most.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = scale_shares,
    .packs = Pack::core | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
