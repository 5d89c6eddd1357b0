#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"declared", "{focus} and {other} are said to be in conflict, and both are pursued."},
    {"support", "{focus} works against {other}: it is said to support it by a negative amount."},
    {"work", "{focus} pulls against {other}: {work} helps the second at the cost of the first."},
};
constexpr std::string_view footprint[] = {
    "status",           ">conflicts_with.status", "<conflicts_with.status",
    ">supports.status", "<contributes_to.status", "<contributes_to>contributes_to.status"};

double point(const Quantity& c) { return c.known() ? c.point() : 1; }

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal)) return;
  std::vector<Element> declared;
  const auto note = [&](Element other) {
    if (other == goal || !v.is(other, Kind::goal) || !open(v, other)) return;
    for (const Element d : declared)
      if (d == other) return;
    declared.push_back(other);
    if (v.id(goal) < v.id(other)) // one finding a pair, whoever wrote it
      run.report(goal).element("other", other).text("variant", "declared").at("conflicts_with");
  };
  for (const Edge& e : v.out(goal, Relation::conflicts_with)) note(e.target);
  for (const Edge& e : v.in(goal, Relation::conflicts_with)) note(e.source);
  const auto is_declared = [&](Element other) {
    for (const Element d : declared)
      if (d == other) return true;
    return false;
  };
  for (const Edge& e : v.out(goal, Relation::supports)) {
    if (e.target == goal || !v.is(e.target, Kind::goal) || is_declared(e.target) || !open(v, e.target))
      continue;
    const double c = point(v.get(edge_field::supports::contribution, e));
    if (c < 0)
      run.report(goal)
          .element("other", e.target)
          .text("variant", "support")
          .number("contribution", c)
          .at("supports");
  }
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    if (!(point(v.get(edge_field::contributes_to::contribution, e)) < 0) || !open(v, e.source)) continue;
    Element other =
        no_element; // one finding for each piece of work: what it hurts, and the first that it helps
    for (const Edge& helped : v.out(e.source, Relation::contributes_to))
      if (helped.target != goal && point(v.get(edge_field::contributes_to::contribution, helped)) > 0 &&
          open(v, helped.target) && !is_declared(helped.target) &&
          (other == no_element || v.id(helped.target) < v.id(other)))
        other = helped.target;
    if (other != no_element)
      run.report(goal).element("other", other).text("variant", "work").element("work", e.source);
  }
}

} // namespace

extern const Rule goals_in_conflict = {
    .code = "NL211",
    .name = "goals-in-conflict",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Do two goals pull against each other?",
    .message = "{focus} pulls against {other}.",
    .advice = "Decide which of the two comes first, or change one so that both can be reached.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .variants = variants,
};

} // namespace northline::rules
