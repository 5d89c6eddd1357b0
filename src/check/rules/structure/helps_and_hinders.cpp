#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"conflict", "{focus} and {other} are said to conflict, and one of them is said to help the other."},
    {"harm", "{focus} is said to be a part of {other} and, by a negative number, to harm it."},
};
constexpr std::string_view footprint[] = {"status",
                                          ">conflicts_with.status",
                                          ">conflicts_with>conflicts_with",
                                          ">conflicts_with>refines",
                                          ">conflicts_with>supports",
                                          ">conflicts_with>contributes_to",
                                          ">refines",
                                          ">supports.status",
                                          ">contributes_to"};

double sign(const Quantity& c) { return c.known() ? c.point() : 1; }

/// Whether the one is said to help the other.
bool helps(const View& v, Element from, Element to) {
  for (const Edge& e : v.out(from, Relation::refines))
    if (e.target == to) return true;
  for (const Edge& e : v.out(from, Relation::supports))
    if (e.target == to) return sign(v.get(edge_field::supports::contribution, e)) > 0;
  for (const Edge& e : v.out(from, Relation::contributes_to))
    if (e.target == to) return sign(v.get(edge_field::contributes_to::contribution, e)) > 0;
  return false;
}

void decide(RuleRun& run, Element from) {
  const View& v = run.view;
  const EdgeRange against = v.out(from, Relation::conflicts_with);
  const EdgeRange parts = v.out(from, Relation::refines);
  if ((against.empty() && parts.empty()) || !open(v, from)) return;
  for (const Edge& e : against) {
    if (e.target == from || !open(v, e.target)) continue;
    bool twice = false; // both wrote the conflict: the one with the smaller id reports
    if (v.id(e.target) < v.id(from))
      for (const Edge& back : v.out(e.target, Relation::conflicts_with)) twice = twice || back.target == from;
    if (!twice && (helps(v, from, e.target) || helps(v, e.target, from)))
      run.report(from)
          .element("other", e.target)
          .text("variant", "conflict")
          .at_target(Relation::conflicts_with, e.target);
  }
  if (parts.empty()) return;
  for (const Edge& e : v.out(from, Relation::supports)) {
    if (!(sign(v.get(edge_field::supports::contribution, e)) < 0) || !in_force(v, e.target)) continue;
    for (const Edge& part : parts)
      if (part.target == e.target)
        run.report(from)
            .element("other", e.target)
            .text("variant", "harm")
            .at_target(Relation::supports, e.target);
  }
}

} // namespace

extern const Rule helps_and_hinders = {
    .code = "NL010",
    .name = "helps-and-hinders",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::program, Kind::activity),
    .question = "Do the relations between two elements agree with each other?",
    .message = "{focus} is said both to help {other} and to be against it.",
    .advice = "Keep the relation that is true, or say by a number how much is left of the help.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .variants = variants,
};

} // namespace northline::rules
