#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {work} contribute to it.",
};
constexpr std::string_view footprint[] = {"fact goal_graph", "fact work_units", "all goal.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL003", "NL204"};

// One pass from the lowest goals upwards: components are numbered so that what lies below has the greater
// number.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  std::vector<bool> helped(goals.component_count());
  for (std::uint32_t c = goals.component_count(); c-- > 0;)
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      bool yes = !work.to_goal(row).empty();
      for (const std::uint32_t below : goals.below(row)) yes = yes || helped[goals.component(below)];
      if (yes) helped[c] = true;
    }
  // Where nobody works on the lowest goals, nobody works on what rests on them: those are what to begin with.
  constexpr std::size_t most = 4;
  std::vector<std::vector<Element>> lowest(goals.component_count());
  for (std::uint32_t c = goals.component_count(); c-- > 0;) {
    if (helped[c]) continue;
    Element smallest = no_element;
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      const Element goal = goals.rows().at(row);
      if (smallest == no_element || by_id(v, goal, smallest)) smallest = goal;
      for (const std::uint32_t below : goals.below(row))
        if (goals.component(below) != c)
          lowest[c].insert(lowest[c].end(), lowest[goals.component(below)].begin(),
                           lowest[goals.component(below)].end());
    }
    if (lowest[c].empty() && smallest != no_element) lowest[c].push_back(smallest);
    std::sort(lowest[c].begin(), lowest[c].end(), [&v](Element x, Element y) { return by_id(v, x, y); });
    lowest[c].erase(std::unique(lowest[c].begin(), lowest[c].end()), lowest[c].end());
    if (lowest[c].size() > most) lowest[c].resize(most);
  }
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    const std::uint32_t c = goals.component(row);
    const Element goal = goals.rows().at(row);
    if (c == no_row || helped[c] || !open(v, goal)) continue;
    auto report = run.report(goal);
    for (const Element end : lowest[c])
      if (goals.component(goals.rows().of(end)) != c) report.related(end);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  for (const Relation below : {Relation::refines, Relation::supports})
    for (const Edge& e : v.in(r.focus, below))
      if (open(v, e.source)) return false; // work belongs to the lowest goals
  const auto idle = [&](Element e) {
    return v.out(e, Relation::contributes_to).empty() && v.out(e, Relation::part_of).empty();
  };
  const Element work = kindred(v, r.focus, Kind::program, idle);
  if (work == no_element || !over_in_time(v, work, r.focus)) return false;
  f.title = "Let {work} contribute to it.";
  f.values = {{"work", r.describe(work)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, work, Relation::contributes_to, r.focus);
  return true;
}

} // namespace

extern const Rule goal_without_program = {
    .code = "NL205",
    .name = "goal-without-program",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does any program or activity contribute to the goal?",
    .message = "No program or activity contributes to {focus} or to a goal below it, so nobody works on it.",
    .advice = "Let a program contribute to it, plan one, or drop the goal.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
