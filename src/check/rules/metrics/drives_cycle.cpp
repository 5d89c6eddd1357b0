#include "check/cycles.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_relation_out};
constexpr std::string_view footprint[] = {"fact components", "all metric.status", "all metric>drives",
                                          "all metric>drives.strength"};

constexpr RelationSet relations = relation_set(Relation::drives);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations,
             [&run](const Cycle& cycle) { report_cycle(run, cycle, Severity::error); });
}

bool fix(const Rendering& r, Fix& f) {
  return fix_cycle(r, f, relations, [&v = r.view](const Edge& e) {
    const double strength = v.get(edge_field::drives::strength, e);
    return strength < 0 ? strength : -strength; // the weakest
  });
}

} // namespace

extern const Rule drives_cycle = {
    .code = "NL630",
    .name = "drives-cycle",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Do causes come before their effects?",
    .message = "{focus} drives itself: {path}.",
    .advice =
        "Take out the link that only goes along with the other, or measure the loop at two different times.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
