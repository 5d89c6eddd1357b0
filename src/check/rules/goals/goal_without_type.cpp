#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take over the type of the goal above: {type}.",
};
constexpr std::string_view footprint[] = {"type", "status", "form", "from", "level", "fact goal_graph"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  if (v.get(field::goal::type, g) != choice::goal_type::absent || !committed(v, goal) ||
      v.get(field::goal::form, g) == choice::goal_form::key_result)
    return;
  if (!given_goal(v, run.facts.goals(), goal)) run.report(goal);
}

bool fix(const Rendering& r, Fix& f) {
  // Only where all goals above are of one type does the document itself suggest one.
  const View& v = r.view;
  choice::goal_type type = choice::goal_type::absent;
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& e : v.out(r.focus, relation)) {
      if (!v.is(e.target, Kind::goal)) continue;
      const auto above = v.get(field::goal::type, v.as<Kind::goal>(e.target));
      if (above == choice::goal_type::absent || (type != choice::goal_type::absent && type != above))
        return false;
      type = above;
    }
  if (type == choice::goal_type::absent) return false;
  const std::string name(enum_info(Ref::goal_type).values[static_cast<unsigned>(type) - 1]);
  f.title = "Take over the type of the goal above: {type}.";
  f.values = {{"type", name}};
  f.safety = Safety::unsafe;
  f.patch = set_member(v, r.focus, "type", "\"" + name + "\"");
  return true;
}

} // namespace

extern const Rule goal_without_type = {
    .code = "NL215",
    .name = "goal-without-type",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Is it said what the goal is about?",
    .message = "{focus} has no type, so nothing says whether it is about awareness, sales, service or "
               "something else.",
    .advice = "Choose the type that fits best under \"type\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
