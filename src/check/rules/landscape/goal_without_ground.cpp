#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it address {ground}.",
    "Let it rest on {ground}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "level",
                                          "from",
                                          "fact goal_graph",
                                          "count assessment",
                                          ">based_on.status",
                                          ">based_on>found_in.status",
                                          ">addresses.status",
                                          ">addresses>found_in.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

/// Goals that come from above the plan need no assessment of its own.
bool given(RuleRun& run, ElementOf<Kind::goal> goal) {
  const View& v = run.view;
  if (v.has(field::common::from, goal)) return true;
  const choice::goal_level level = v.get(field::goal::level, goal);
  if (level != choice::goal_level::corporate && level != choice::goal_level::business_unit) return false;
  const GoalGraph& goals = run.facts.goals();
  return !goals.below(goals.rows().of(goal)).empty();
}

bool assessed(const View& v, Element ground) {
  if (!in_force(v, ground)) return false;
  if (v.is(ground, Kind::assessment)) return true;
  for (const Edge& e : v.out(ground, Relation::found_in))
    if (in_force(v, e.target)) return true;
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal) || v.count(Kind::assessment) == 0) return; // without any, NL101 speaks once
  for (const Edge& e : v.out(goal, Relation::based_on))
    if (assessed(v, e.target)) return;
  for (const Edge& e : v.out(goal, Relation::addresses))
    if (assessed(v, e.target)) return;
  if (!given(run, v.as<Kind::goal>(goal))) run.report(goal);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What those it serves feel, where something was found of them; else the only look that was taken.
  OnlyOne felt;
  for (const Edge& s : v.out(r.focus, Relation::serves))
    for (const Edge& e : v.in(s.target, Relation::felt_by)) {
      if (felt.several()) return false;
      if (open(v, e.source) && !v.out(e.source, Relation::found_in).empty()) felt.add(e.source);
    }
  Element ground = felt.get();
  if (ground == no_element && felt.none()) ground = only_open(v, Kind::assessment);
  if (ground == no_element) return false;
  const bool answers = v.is(ground, Kind::insight);
  f.title = answers ? "Let it address {ground}." : "Let it rest on {ground}.";
  f.values = {{"ground", r.describe(ground)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, answers ? Relation::addresses : Relation::based_on, ground);
  return true;
}

} // namespace

extern const Rule goal_without_ground = {
    .code = "NL107",
    .name = "goal-without-ground",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does the goal rest on an assessment?",
    .message = "{focus} rests on no assessment, neither directly nor through an insight found in one.",
    .advice = "Name the assessment or the insight it rests on under \"based_on\", or the insight it answers "
              "under \"addresses\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
