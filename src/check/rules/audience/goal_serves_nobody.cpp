#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it serve {audience}.",
};
constexpr std::string_view footprint[] = {"fact goal_graph", "all goal.status", "all goal.type",
                                          "all goal>serves.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL301"};

// As in goal-without-program: one pass from the lowest goals upwards.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  std::vector<bool> serves(goals.component_count());
  for (std::uint32_t c = goals.component_count(); c-- > 0;)
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      bool yes = false;
      for (const std::uint32_t below : goals.below(row)) yes = yes || serves[goals.component(below)];
      if (!yes)
        for (const Edge& e : v.out(goals.rows().at(row), Relation::serves))
          yes = yes || (v.is(e.target, Kind::audience) && in_force(v, e.target));
      if (yes) serves[c] = true;
    }
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    const std::uint32_t c = goals.component(row);
    const auto goal = v.as<Kind::goal>(goals.rows().at(row));
    if (c == no_row || serves[c] || !open(v, goal)) continue;
    const choice::goal_type type = v.get(field::goal::type, goal);
    if (type != choice::goal_type::process && type != choice::goal_type::values) run.report(goal);
  }
}

// Whom the work for it is for, else whom the goal above is for, else the only audience there is.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne below, above;
  for (const Edge& c : v.in(r.focus, Relation::contributes_to))
    if (open(v, c.source) && helps(v, c))
      for (const Edge& s : v.out(c.source, Relation::serves))
        if (v.is(s.target, Kind::audience) && in_force(v, s.target)) below.add(s.target);
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& up : v.out(r.focus, relation))
      for (const Element a : people_for(v, up.target)) above.add(a);
  const Element audience = !below.none()   ? below.get()
                           : !above.none() ? above.get()
                                           : only_open(v, Kind::audience);
  return offer(r, f, "Let it serve {audience}.", "audience", Relation::serves, audience);
}

} // namespace

extern const Rule goal_serves_nobody = {
    .code = "NL302",
    .name = "goal-serves-nobody",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is the goal for an audience?",
    .message = "{focus} is for no audience, and neither is a goal below it: nobody outside gains when it is "
               "reached.",
    .advice = "Name the audience it is for under \"serves\"; a goal about the organisation's own work has "
              "the type \"process\" or \"values\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
