#include "check/rule.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let the whole alone contribute.",
};
constexpr std::string_view footprint[] = {"status", ">part_of.status", ">part_of>contributes_to",
                                          ">contributes_to.status"};

bool counts(const View& v, const Edge& e) {
  const Quantity c = v.get(edge_field::contributes_to::contribution, e);
  return !c.known() || c.point() != 0;
}

void decide(RuleRun& run, Element part) {
  const View& v = run.view;
  if (!open(v, part)) return;
  const EdgeRange own = v.out(part, Relation::contributes_to);
  if (own.empty()) return;
  std::vector<Element> mine;
  for (const Edge& e : own)
    if (counts(v, e) && in_force(v, e.target)) mine.push_back(e.target);
  std::sort(mine.begin(), mine.end());
  for (const Edge& home : v.out(part, Relation::part_of)) {
    if (home.target == part || !open(v, home.target)) continue;
    for (const Edge& e : v.out(home.target, Relation::contributes_to))
      if (counts(v, e) && std::binary_search(mine.begin(), mine.end(), e.target))
        run.report(part).element("whole", home.target).element("goal", e.target).at("contributes_to");
  }
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Let the whole alone contribute.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, Relation::contributes_to, r.element("goal"));
  return true;
}

} // namespace

extern const Rule contributes_twice = {
    .code = "NL021",
    .name = "contributes-twice",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity, Kind::program),
    .question = "Does only one of a program and its part contribute to a goal?",
    .message = "{focus} and {whole}, which it belongs to, both contribute to {goal}: the same work is "
               "counted twice.",
    .advice = "Let the program contribute and the activity belong to it, or split what each brings and keep "
              "the parts apart.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
