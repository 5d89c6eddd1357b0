#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it endangers {hit}.",
};
constexpr std::string_view footprint[] = {"status", ">threatens.status"};

void decide(RuleRun& run, Element risk) {
  const View& v = run.view;
  if (!open(v, risk)) return;
  for (const Edge& t : v.out(risk, Relation::threatens))
    if (in_force(v, t.target)) return;
  run.report(risk);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What the work against it is for is what it would hit.
  OnlyOne goal;
  for (const Edge& m : v.out(r.focus, Relation::mitigated_by))
    if (!v.is(m.target, Kind::policy) && in_force(v, m.target))
      for (const Edge& c : v.out(m.target, Relation::contributes_to))
        if (open(v, c.target)) goal.add(c.target);
  Element hit = goal.get();
  if (hit == no_element && goal.none()) hit = only_open(v, Kind::program);
  if (hit == no_element && goal.none() && v.count(Kind::program) == 0) hit = only_open(v, Kind::goal);
  return offer(r, f, "Say that it endangers {hit}.", "hit", Relation::threatens, hit);
}

} // namespace

extern const Rule risk_endangers_nothing = {
    .code = "NL868",
    .name = "risk-endangers-nothing",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::risk),
    .question = "Is it known what the risk endangers?",
    .message = "{focus} endangers nothing that is named.",
    .advice = "Name the goals, programs, channels or audiences it would hit under \"threatens\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
