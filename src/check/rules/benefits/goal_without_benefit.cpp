#include "check/grounds.hpp"
#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it deliver {benefit}.",
};
constexpr std::string_view footprint[] = {
    "fact goal_graph", "fact work_units", "all benefit.status",       "all goal.status",
    "all goal.level",  "all goal.from",   "all goal>delivers.status", "all program>delivers.status"};

bool delivers(const View& v, Element e) {
  for (const Edge& d : v.out(e, Relation::delivers))
    if (in_force(v, d.target)) return true;
  return false;
}

// From the bottom up what lies below brings a benefit, from the top down what lies above does.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool any = false;
  v.each(Kind::benefit, [&](Element b) { any = any || in_force(v, b); });
  if (!any) return; // NL952 asks for the first
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  std::vector<bool> own(goals.component_count()), below(goals.component_count()),
      above(goals.component_count());
  for (std::uint32_t c = goals.component_count(); c-- > 0;) {
    bool yes = false;
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      if (!own[c] && delivers(v, goals.rows().at(row))) own[c] = true;
      if (!own[c])
        for (const Contribution& u : work.to_goal(row))
          if (work.is_program(u.other) && delivers(v, work.element(u.other))) own[c] = true;
      for (const std::uint32_t b : goals.below(row)) yes = yes || below[goals.component(b)];
    }
    below[c] = yes || own[c];
  }
  for (std::uint32_t c = 0; c < goals.component_count(); ++c) {
    bool yes = own[c];
    for (const std::uint32_t row : goals.members(c))
      if (goals.component(row) != no_row)
        for (const GoalEdge& e : goals.above(row)) yes = yes || above[goals.component(e.goal)];
    above[c] = yes;
  }
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    const std::uint32_t c = goals.component(row);
    if (c == no_row || below[c] || above[c]) continue;
    const ElementOf<Kind::goal> goal{goals.rows().at(row)};
    if (open(v, goal) && !given_goal(v, goals, goal)) run.report(goal);
  }
}

// The one promise that nothing delivers yet.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element benefit = only_open(v, Kind::benefit, [&v](Element b) {
    for (const Edge& e : v.in(b, Relation::delivers))
      if (in_force(v, e.source)) return false;
    return true;
  });
  return offer(r, f, "Let it deliver {benefit}.", "benefit", Relation::delivers, benefit);
}

} // namespace

extern const Rule goal_without_benefit = {
    .code = "NL951",
    .name = "goal-without-benefit",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does somebody gain when the goal is reached?",
    .message = "Nobody is said to gain anything when {focus} is reached.",
    .advice = "Name the benefit it delivers, and who gains.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later | Pack::smacad | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
