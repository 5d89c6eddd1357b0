#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it be a part of that goal, and no more.",
};
constexpr std::string_view footprint[] = {"status", ">refines.status", ">supports"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange parts = v.out(goal, Relation::refines);
  if (parts.empty() || !open(v, goal)) return;
  for (const Edge& e : v.out(goal, Relation::supports)) {
    const Quantity c = v.get(edge_field::supports::contribution, e);
    if (c.known() && c.point() <= 0) continue; // NL010 speaks of the negative ones
    for (const Edge& part : parts)
      if (part.target == e.target && e.target != goal && in_force(v, e.target))
        run.report(goal).element("above", e.target).at_target(Relation::supports, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Let it be a part of that goal, and no more.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, Relation::supports, r.element("above"));
  return true;
}

} // namespace

extern const Rule refines_and_supports = {
    .code = "NL022",
    .name = "refines-and-supports",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does a goal either refine or support the goal above it?",
    .message = "{focus} both refines and supports {above}, so it counts twice.",
    .advice = "Keep \"refines\" if it is one of the parts of that goal, \"supports\" if it only "
              "helps.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
