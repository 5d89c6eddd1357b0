#include "check/cycles.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_relation_out};
constexpr std::string_view footprint[] = {"fact components", "all goal.status", "all goal>refines",
                                          "all goal>supports"};

constexpr RelationSet relations = relation_set(Relation::refines, Relation::supports);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations, [&run](const Cycle& cycle) {
    const bool parts = (cycle.relations & relation_set(Relation::refines)) != 0;
    report_cycle(run, cycle, parts ? Severity::error : Severity::warning);
  });
}

bool fix(const Rendering& r, Fix& f) {
  return fix_cycle(r, f, relations, [&v = r.view](const Edge& e) {
    // A goal does not serve one that stands below it; and what leads to the vision is served, not serving.
    const auto level = [&](Element g) {
      return static_cast<int>(v.get(field::goal::level, v.as<Kind::goal>(g)));
    };
    const auto leads_out = [&](Element g) {
      for (const Edge& up : v.out(g, Relation::supports))
        if (!v.is(up.target, Kind::goal)) return true;
      return false;
    };
    const int from = level(e.source), to = level(e.target);
    if (from != 0 && to != 0 && from != to) return from < to ? 10.0 + to - from : unknown_number;
    return leads_out(e.source) && !leads_out(e.target) ? 1.0 : unknown_number;
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
