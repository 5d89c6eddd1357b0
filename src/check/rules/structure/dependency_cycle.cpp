#include "check/cycles.hpp"
#include "check/measuring.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_relation_out};
constexpr std::string_view footprint[] = {
    "fact components",        "all program.status",      "all activity.status", "all goal.status",
    "all program>depends_on", "all activity>depends_on", "all goal>depends_on"};

constexpr RelationSet relations = relation_set(Relation::depends_on);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations,
             [&run](const Cycle& cycle) { report_cycle(run, cycle, Severity::error); });
}

bool fix(const Rendering& r, Fix& f) {
  return fix_cycle(r, f, relations, [&v = r.view](const Edge& e) {
    // What starts earlier does not wait for what starts later.
    const auto start = [&](Element x) {
      return v.is(x, Kind::activity) ? v.get(field::activity::start, v.as<Kind::activity>(x))
                                     : start_day(v, x);
    };
    const Date own = start(e.source), other = start(e.target);
    return own.known() && own < other ? static_cast<double>(other - own) : unknown_number;
  });
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
