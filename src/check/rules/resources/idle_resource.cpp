#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take it out of the plan by dropping it.",
};
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

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take it out of the plan by dropping it.";
  f.safety = Safety::display;
  f.patch = set_status(r.view, r.focus, "dropped");
  return true;
}

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
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
