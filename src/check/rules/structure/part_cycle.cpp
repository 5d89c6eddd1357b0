#include "check/cycles.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_relation_out};
constexpr std::string_view footprint[] = {
    "fact components",      "all activity.status",    "all activity>part_of",   "all program.status",
    "all program>part_of",  "all audience.status",    "all audience>part_of",   "all resource.status",
    "all resource>part_of", "all stakeholder.status", "all stakeholder>part_of"};

constexpr RelationSet relations = relation_set(Relation::part_of);

void decide(RuleRun& run, Element) {
  each_cycle(run.view, run.facts.components(relations), relations,
             [&run](const Cycle& cycle) { report_cycle(run, cycle, Severity::error); });
}

bool fix(const Rendering& r, Fix& f) {
  return fix_cycle(r, f, relations, [&v = r.view](const Edge& e) {
    // No part is greater than the whole.
    const auto size = [&](Element x) {
      switch (v.kind(x)) {
      case Kind::audience:
        return v.get(field::audience::size, v.as<Kind::audience>(x)).point();
      case Kind::resource:
        return v.get(field::resource::capacity, v.as<Kind::resource>(x)).point();
      case Kind::program:
        return v.get(field::program::budget, v.as<Kind::program>(x)).point();
      case Kind::stakeholder:
        return v.get(field::stakeholder::members, v.as<Kind::stakeholder>(x));
      default:
        return unknown_number;
      }
    };
    const double more = size(e.source) - size(e.target);
    return more > 0 ? more : unknown_number;
  });
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
