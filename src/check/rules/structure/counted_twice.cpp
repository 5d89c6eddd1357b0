#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"other_is_direct", "{focus} counts twice for {above}: directly and by way of {one}."},
    {"one_is_direct", "{focus} counts twice for {above}: directly and by way of {other}."},
};
constexpr std::string_view phrases[] = {
    "Take out the direct link, which passes over the goal between.",
};
constexpr std::string_view footprint[] = {"fact goal_graph", "all goal.status"};
constexpr Parameter parameters[] = {
    {"ancestors", 1000, "goals looked at above one goal before the check gives up"}};

struct Mark {
  std::uint32_t by = 0;          ///< the goal whose ways up are followed, plus one
  std::uint32_t parent = no_row; ///< the first step of the way that came by
};

// Upwards from each goal with several goals above it, level by level, every goal on the way marked with the
// first step that led there. Where two steps meet on the lowest level, the goal counts twice; further up it
// would be the same finding again. A goal above with two ways of its own is its own finding.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const double limit = run.parameter(0);
  std::vector<Mark> marks(goals.rows().size());
  std::vector<std::uint32_t> level, next;
  for (std::uint32_t g = 0; g < goals.rows().size(); ++g) {
    const auto above = goals.above(g);
    if (above.size() < 2 || goals.component(g) == no_row || goals.members(goals.component(g)).size() > 1)
      continue;
    const Element goal = goals.rows().at(g);
    if (!open(v, goal)) continue;
    level.clear();
    for (const GoalEdge& e : above) {
      if (marks[e.goal].by == g + 1) continue; // refines and supports the same goal
      marks[e.goal] = {g + 1, e.goal};
      level.push_back(e.goal);
    }
    if (level.size() < 2) continue;
    std::uint32_t met = no_row, one = no_row, other = no_row;
    double visited = 0;
    while (!level.empty() && met == no_row && visited < limit) {
      next.clear();
      for (const std::uint32_t row : level) {
        ++visited;
        if (goals.members(goals.component(row)).size() > 1) continue; // NL003 speaks
        for (const GoalEdge& e : goals.above(row)) {
          Mark& mark = marks[e.goal];
          const std::uint32_t step = marks[row].parent;
          if (mark.by != g + 1) {
            mark = {g + 1, step};
            next.push_back(e.goal);
          } else if (mark.parent != step) {
            const auto id = [&](std::uint32_t r) { return v.id(goals.rows().at(r)); };
            std::uint32_t a = step, b = mark.parent;
            if (id(b) < id(a)) std::swap(a, b);
            if (met == no_row || id(e.goal) < id(met) ||
                (e.goal == met && (id(a) < id(one) || (a == one && id(b) < id(other))))) {
              met = e.goal;
              one = a;
              other = b;
            }
          }
        }
      }
      level.swap(next);
    }
    if (met == no_row) continue;
    auto report = run.report(goal);
    report.element("above", goals.rows().at(met))
        .element("one", goals.rows().at(one))
        .element("other", goals.rows().at(other));
    if (one == met || other == met)
      report.text("variant", other == met ? "other_is_direct" : "one_is_direct");
  }
}

// Only a link past the goals between can be taken out without asking which of two ways is meant.
bool fix(const Rendering& r, Fix& f) {
  const Element above = r.element("above");
  if (r.element("one") != above && r.element("other") != above) return false;
  int found = 0;
  Relation direct{};
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& e : r.view.out(r.focus, relation))
      if (e.target == above) {
        ++found;
        direct = relation;
      }
  if (found != 1) return false;
  f.title = "Take out the direct link, which passes over the goal between.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, direct, above);
  return true;
}

} // namespace

extern const Rule counted_twice = {
    .code = "NL018",
    .name = "counted-twice",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does every goal count once for each goal above it?",
    .message = "{focus} counts twice for {above}: by way of {one} and by way of {other}.",
    .advice = "Let it lead to one of the two, or say in the numbers that each is only a share of it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
