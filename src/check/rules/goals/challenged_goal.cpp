#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"strength", 0.3, "contradictions weaker than this are left alone"},
};
constexpr std::string_view footprint[] = {"status", "<challenges.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange range = v.in(goal, Relation::challenges);
  if (range.empty() || !open(v, goal)) return;
  std::vector<Element> open_ones;
  for (const Edge& e : range) {
    const double strength = v.get(edge_field::challenges::strength, e);
    if (!in_force(v, e.source) || strength < run.parameter(0))
      continue; // of unknown strength: it may be strong
    if (!happened(v.get(edge_field::challenges::answered, e), run.as_of)) open_ones.push_back(e.source);
  }
  if (open_ones.empty()) return;
  const auto first = std::min_element(open_ones.begin(), open_ones.end(),
                                      [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(goal);
  report.element("insight", *first);
  open_ones.erase(first);
  relate(report, v, open_ones);
}

} // namespace

extern const Rule challenged_goal = {
    .code = "NL222",
    .name = "challenged-goal",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Was every finding that contradicts the goal answered?",
    .message = "{insight} contradicts {focus}, and nobody has answered it.",
    .advice = "Change the goal, or write down why it stands and the day on which that was answered.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
