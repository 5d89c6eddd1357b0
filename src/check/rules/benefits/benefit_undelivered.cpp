#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {goal} deliver it.",
};
constexpr std::string_view footprint[] = {"status", "<delivers.status", "count goal", "count program"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  for (const Edge& edge : v.in(e, Relation::delivers))
    if (in_force(v, edge.source)) return;
  if (open(v, e) && v.count(Kind::goal) + v.count(Kind::program) != 0) run.report(e);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// The one goal for the same people; else the only goal, or the only one that brings nothing yet.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne same, bare;
  each_of_few(v, Kind::goal, [&](Element g) {
    if (!open(v, g)) return;
    for (const Edge& s : v.out(r.focus, Relation::serves))
      if (has_target(v, g, Relation::serves, s.target)) same.add(g);
    if (v.out(g, Relation::delivers).empty() && v.in(g, Relation::refines).empty() &&
        v.in(g, Relation::supports).empty())
      bare.add(g);
  });
  const Element goal = same.none() ? bare.get() : same.get();
  if (goal == no_element) return false;
  f.title = "Let {goal} deliver it.";
  f.values = {{"goal", r.describe(goal)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, goal, Relation::delivers, r.focus);
  return true;
}

} // namespace

extern const Rule benefit_undelivered = {
    .code = "NL963",
    .name = "benefit-undelivered",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::benefit),
    .question = "Does something deliver the benefit?",
    .message = "{focus} is promised, but no goal or program delivers it.",
    .advice = "Name it under \"delivers\" of the goal or program that brings it, or drop the "
              "promise.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
