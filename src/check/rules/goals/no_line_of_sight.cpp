#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it support {top}.",
};
constexpr std::string_view footprint[] = {"all goal.status", "fact goal_graph", "fact line_of_sight"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL003"};

// Where a goal's way upwards stops explains every goal whose way leads there: the goal that leads nowhere, or
// of a circle its member with the smallest id. One pass from the highest goals downwards: components are
// numbered so that what lies above has the smaller number.
void decide(RuleRun& run, Element) {
  constexpr std::size_t most = 4;
  const View& v = run.view;
  const LineOfSight& sight = run.facts.line_of_sight();
  if (!sight.has_tops()) return; // NL201 speaks
  const GoalGraph& goals = run.facts.goals();
  std::vector<std::vector<Element>> ends(goals.component_count());
  for (std::uint32_t c = 0; c < goals.component_count(); ++c) {
    Element smallest = no_element;
    bool lost = false;
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row || sight.of_row(row).positive) continue;
      lost = true;
      const Element goal = goals.rows().at(row);
      if (smallest == no_element || by_id(v, goal, smallest)) smallest = goal;
      for (const GoalEdge& up : goals.above(row))
        if (goals.component(up.goal) != c)
          ends[c].insert(ends[c].end(), ends[goals.component(up.goal)].begin(),
                         ends[goals.component(up.goal)].end());
    }
    if (!lost) continue;
    if (ends[c].empty()) ends[c].push_back(smallest);
    std::sort(ends[c].begin(), ends[c].end(), [&v](Element x, Element y) { return by_id(v, x, y); });
    ends[c].erase(std::unique(ends[c].begin(), ends[c].end()), ends[c].end());
    if (ends[c].size() > most) ends[c].resize(most);
  }
  for (std::uint32_t row = 0; row < goals.rows().size(); ++row) {
    const Element goal = goals.rows().at(row);
    if (goals.component(row) == no_row || sight.of_row(row).positive || !open(v, goal)) continue;
    auto report = run.report(goal);
    for (const Element end : ends[goals.component(row)])
      if (end != goal) report.related(end);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (leads_somewhere(v, r.focus) ||
      v.get(field::goal::level, v.as<Kind::goal>(r.focus)) == choice::goal_level::channel)
    return false; // its way goes on, or it belongs below another goal
  Element top = only_open(v, Kind::vision);
  if (v.count(Kind::vision) == 0) top = only_open(v, Kind::mission);
  return offer(r, f, "Let it support {top}.", "top", Relation::supports, top);
}

} // namespace

extern const Rule no_line_of_sight = {
    .code = "NL202",
    .name = "no-line-of-sight",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does the goal lead, step by step, to the vision or mission?",
    .message = "{focus} leads to no vision or mission, so nobody can say what it is for.",
    .advice = "Let it support or refine a goal that leads to the vision, or drop it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
