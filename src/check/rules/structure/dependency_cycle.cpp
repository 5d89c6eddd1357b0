#include "check/cycles.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "fact components",        "all program.status",      "all activity.status", "all goal.status",
    "all program>depends_on", "all activity>depends_on", "all goal>depends_on"};

constexpr RelationSet relations = relation_set(Relation::depends_on);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations,
             [&run](const Cycle& cycle) { report_cycle(run, cycle, Severity::error); });
}

} // namespace

extern const Rule dependency_cycle = {
    .code = "NL004",
    .name = "dependency-cycle",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Can everything start, or does something wait for itself?",
    .message = "{focus} waits for itself: {path}. None of it can ever start.",
    .advice = "Take out the dependency that is not one, or split the work so that a part can come first.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
