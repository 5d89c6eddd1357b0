#include "check/cycles.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact components", "all goal.status", "all goal>refines",
                                          "all goal>supports"};

constexpr RelationSet relations = relation_set(Relation::refines, Relation::supports);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations, [&run](const Cycle& cycle) {
    const bool parts = (cycle.relations & relation_set(Relation::refines)) != 0;
    report_cycle(run, cycle, parts ? Severity::error : Severity::warning);
  });
}

} // namespace

extern const Rule goal_cycle = {
    .code = "NL003",
    .name = "goal-cycle",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does every goal lead upwards without coming back to itself?",
    .message = "{focus} comes back to itself: {path}. Nobody can say which of these goals serves which.",
    .advice = "Take out the relation that points down, so that each goal leads upwards only.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
