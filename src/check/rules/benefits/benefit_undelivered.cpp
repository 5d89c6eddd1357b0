#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "<delivers.status", "count goal", "count program"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  for (const Edge& edge : v.in(e, Relation::delivers))
    if (in_force(v, edge.source)) return;
  if (open(v, e) && v.count(Kind::goal) + v.count(Kind::program) != 0) run.report(e);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule benefit_undelivered = {
    .code = "NL963",
    .name = "benefit-undelivered",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::benefit),
    .question = "Does something deliver the benefit?",
    .message = "{focus} is promised, but no goal or program delivers it.",
    .advice = "Name it under \"delivers\" of the goal or program that brings it, or drop the "
              "promise.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::money,
};

} // namespace northline::rules
