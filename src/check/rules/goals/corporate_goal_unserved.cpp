#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {goal} support it.",
};
constexpr std::string_view footprint[] = {"level", "status", "fact goal_graph", "fact work_units"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL003"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::level, v.as<Kind::goal>(goal)) != choice::goal_level::corporate ||
      !committed(v, goal))
    return;
  const GoalGraph& goals = run.facts.goals();
  const std::uint32_t row = goals.rows().of(goal);
  if (goals.below(row).empty() && run.facts.work().to_goal(row).empty()) run.report(goal);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element below = only_open(v, Kind::goal, [&](Element g) {
    if (g == r.focus || v.get(field::goal::level, v.as<Kind::goal>(g)) == choice::goal_level::corporate)
      return false;
    for (const Relation relation : {Relation::supports, Relation::refines})
      for (const Edge& e : v.out(g, relation))
        if (v.is(e.target, Kind::goal) && open(v, e.target)) return false;
    return !leads_up(v, r.focus, g);
  });
  if (below == no_element) return false;
  f.title = "Let {goal} support it.";
  f.values = {{"goal", r.describe(below)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, below, Relation::supports, r.focus);
  return true;
}

} // namespace

extern const Rule corporate_goal_unserved = {
    .code = "NL204",
    .name = "corporate-goal-unserved",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does anything serve the company's goal?",
    .message = "No goal lies below {focus} and no work helps it, so this plan does nothing for it.",
    .advice = "Let a goal of this plan support or refine it, or take it out if the plan is not about "
              "it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
