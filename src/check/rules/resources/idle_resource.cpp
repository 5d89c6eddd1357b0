#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "type", "fact load", "<uses"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const auto type = v.get(field::resource::type, v.as<Kind::resource>(resource));
  if (type != choice::resource_type::person && type != choice::resource_type::team) return;
  if (!in_force(v, resource)) return;
  const Load& load = run.facts.load();
  if (!(load.base(resource) > 0) || !load.of(resource).empty() || !v.in(resource, Relation::uses).empty())
    return;
  run.report(resource).number("hours", load.base(resource));
}

constexpr std::string_view causes[] = {"NL007"};

} // namespace

extern const Rule idle_resource = {
    .code = "NL519",
    .name = "idle-resource",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::resource),
    .question = "Does the plan use the people it has?",
    .message = "{focus} has {hours} hours a week, and nothing in the plan asks for them.",
    .advice = "Give it something to do, or take it out of the plan.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
