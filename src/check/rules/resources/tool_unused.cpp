#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Drop it.",
};
constexpr std::string_view footprint[] = {"status", "type", "<uses.status", "<consumes.status"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  if (v.get(field::resource::type, v.as<Kind::resource>(resource)) != choice::resource_type::tool ||
      !in_force(v, resource))
    return;
  for (const Relation relation : {Relation::uses, Relation::consumes})
    for (const Edge& e : v.in(resource, relation))
      if (in_force(v, e.source)) return;
  run.report(resource);
}

constexpr std::string_view causes[] = {"NL007"};

bool fix(const Rendering& r, Fix& f) {
  f.title = "Drop it.";
  f.safety = Safety::display;
  f.patch = set_status(r.view, r.focus, "dropped");
  return true;
}

} // namespace

extern const Rule tool_unused = {
    .code = "NL514",
    .name = "tool-unused",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::resource),
    .question = "Is every tool used by something?",
    .message = "{focus} is a tool that nothing uses.",
    .advice = "Say what it is used for, or stop paying for it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
