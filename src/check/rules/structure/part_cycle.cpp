#include "check/cycles.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "fact components",      "all activity.status",    "all activity>part_of",   "all program.status",
    "all program>part_of",  "all audience.status",    "all audience>part_of",   "all resource.status",
    "all resource>part_of", "all stakeholder.status", "all stakeholder>part_of"};

constexpr RelationSet relations = relation_set(Relation::part_of);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations,
             [&run](const Cycle& cycle) { report_cycle(run, cycle, Severity::error); });
}

} // namespace

extern const Rule part_cycle = {
    .code = "NL005",
    .name = "part-cycle",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Is nothing a part of itself?",
    .message = "{focus} is a part of itself: {path}.",
    .advice = "Take out the relation that points from the whole to its part.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
