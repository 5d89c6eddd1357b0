#include "check/reading.hpp"
#include "check/signed_goals.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"goals", 1000, "work with more goals above it than this is left alone"},
};
constexpr std::string_view footprint[] = {"fact goal_graph",    "fact presence",     "fact work_units",
                                          "all goal.status",    "all goal>supports", "all program.status",
                                          "all activity.status"};
constexpr std::string_view causes[] = {"NL211"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  SignedGoals graph(v, goals, run.facts.presence());
  bool any = graph.any_negative();
  for (std::uint32_t row = 0; row < work.size() && !any; ++row)
    if (work.is_unit(row))
      for (const Contribution& c : work.to_goals(row)) any = any || !c.positive();
  if (!any) return;
  graph.prepare();
  std::vector<SignedGoals::Push> pushes;
  std::vector<GoalEffect> effects;
  std::vector<std::uint32_t> both;
  for (std::uint32_t row = 0; row < work.size(); ++row) {
    if (!work.is_unit(row)) continue;
    pushes.clear();
    bool hurts = false, helps = false;
    for (const Contribution& c : work.to_goals(row)) {
      if (goals.component(c.other) == no_row) continue;
      helps = helps || c.positive();
      hurts = hurts || !c.positive() || graph.hindered(c.other);
      const double size = c.known() ? std::fabs(c.contribution) / 100 : 1;
      pushes.push_back({c.other, c.known() ? size : 0, size, !c.positive()});
    }
    if (!hurts || (!helps && !graph.any_negative()) || !committed(v, work.element(row))) continue;
    if (!graph.effects(pushes, static_cast<std::size_t>(run.parameter(0)), effects)) continue;
    both.clear();
    for (const GoalEffect& e : effects)
      if (e.helped_high > 0 && e.hurt_high > 0 && open(v, goals.rows().at(e.goal))) both.push_back(e.goal);
    if (both.empty()) continue;
    // Everything above the place where the ways meet is helped and hurt as well: show the lowest, by id.
    std::sort(both.begin(), both.end());
    std::vector<std::uint32_t> above;
    for (const std::uint32_t g : both)
      for (const GoalEdge& e : goals.above(g)) above.push_back(e.goal);
    std::sort(above.begin(), above.end());
    std::uint32_t shown = no_row;
    for (const bool lowest : {true, false}) {
      if (shown != no_row) break; // in a circle none is the lowest
      for (const std::uint32_t g : both)
        if ((!lowest || !std::binary_search(above.begin(), above.end(), g)) &&
            (shown == no_row || by_id(v, goals.rows().at(g), goals.rows().at(shown))))
          shown = g;
    }
    const auto way = [&](bool negative) {
      std::vector<std::uint32_t> best;
      std::string text;
      for (const SignedGoals::Push& p : pushes) {
        std::vector<std::uint32_t> steps{p.goal};
        if (p.goal != shown || p.negative != negative)
          steps = graph.way(p.goal, shown, p.negative != negative);
        if (steps.empty()) continue;
        std::string s;
        for (const std::uint32_t step : steps)
          s += (s.empty() ? "" : " → ") + std::string(v.id(goals.rows().at(step)));
        if (best.empty() || steps.size() < best.size() || (steps.size() == best.size() && s < text)) {
          best = steps;
          text = s;
        }
      }
      return text;
    };
    const std::string good = way(false), bad = way(true);
    if (good.empty() || bad.empty()) continue; // the ways meet only in a circle
    run.report(work.element(row))
        .element("goal", goals.rows().at(shown))
        .text("helps", good)
        .text("hurts", bad);
  }
}

} // namespace

extern const Rule helps_and_hurts = {
    .code = "NL235",
    .name = "helps-and-hurts",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does any work help and hurt the same goal?",
    .message = "{focus} both helps and hurts {goal}: it helps along {helps} and hurts along {hurts}.",
    .advice = "See whether the harm can be avoided; if not, count what remains once and say so.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
