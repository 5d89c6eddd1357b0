#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"objectives", 5, "as many objectives side by side are fine"},
    {"key_results", 5, "as many key results side by side are fine"},
};
constexpr Variant variants[] = {
    {"top", "The strategy has {count} goals with no goal above them; more than {limit} side by side are hard "
            "to follow."},
};
constexpr std::string_view phrases[] = {
    "key results",
    "objectives",
};
constexpr std::string_view footprint[] = {"fact goal_graph", "all goal.status", "all goal.form"};

bool key_result(const View& v, Element goal) {
  return v.get(field::goal::form, v.as<Kind::goal>(goal)) == choice::goal_form::key_result;
}

void tell(RuleRun& run, Element focus, const std::vector<Element>& goals, bool results) {
  if (static_cast<double>(goals.size()) <= run.parameter(results)) return;
  auto report = run.report(focus);
  report.text("what", results ? "key results" : "objectives")
      .number("count", static_cast<double>(goals.size()))
      .number("limit", run.parameter(results))
      .key(results ? "key results" : "objectives");
  relate(report, run.view, goals);
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const GoalGraph& graph = run.facts.goals();
  const double least = std::min(run.parameter(0), run.parameter(1));
  std::vector<Element> tops, objectives, results;
  for (std::uint32_t row = 0; row < graph.rows().size(); ++row) {
    const Element goal = graph.rows().at(row);
    if (graph.component(row) == no_row || !open(v, goal)) continue;
    if (graph.above(row).empty() && !key_result(v, goal)) tops.push_back(goal);
    const auto below = graph.below(row);
    if (static_cast<double>(below.size()) <= least) continue;
    objectives.clear();
    results.clear();
    for (const std::uint32_t b : below)
      if (const Element e = graph.rows().at(b); open(v, e))
        (key_result(v, e) ? results : objectives).push_back(e);
    for (auto* list : {&objectives, &results}) { // a goal may refine and support another
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    tell(run, goal, objectives, false);
    tell(run, goal, results, true);
  }
  tell(run, strategy, tops, false);
}

std::string render(const Rendering& r) { return r.say(r.focus == root_element ? "top" : ""); }

} // namespace

extern const Rule too_many_goals = {
    .code = "NL210",
    .name = "too-many-goals",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Are there few enough goals side by side to follow all of them?",
    .message = "{focus} has {count} {what} directly below it; more than {limit} side by side are hard "
               "to follow.",
    .advice = "Keep those that matter most, put others below one of them, or drop them.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
