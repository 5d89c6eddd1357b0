#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let the parts combine as \"or\".",
};
constexpr std::string_view footprint[] = {"decomposition", "status", "<refines.status",
                                          "<refines<contributes_to.status"};

bool pursued(const View& v, Element goal) {
  if (!committed(v, goal)) return false;
  const choice::status s = v.get(field::common::status, goal);
  if (s == choice::status::planned || s == choice::status::active) return true;
  // Without a status the goal may be no more than listed; work that helps it settles the matter.
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    const Quantity c = v.get(edge_field::contributes_to::contribution, e);
    if (!(c.point() <= 0) && committed(v, e.source)) return true;
  }
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::decomposition, v.as<Kind::goal>(goal)) != choice::decomposition::xor_ ||
      !open(v, goal))
    return;
  std::vector<Element> parts;
  for (const Edge& e : v.in(goal, Relation::refines))
    if (e.source != goal && pursued(v, e.source)) parts.push_back(e.source);
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  if (parts.size() < 2) return;
  const auto first =
      std::min_element(parts.begin(), parts.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(goal);
  report.number("count", static_cast<double>(parts.size())).element("first", *first).at("decomposition");
  parts.erase(first);
  relate(report, v, parts);
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Let the parts combine as \"or\".";
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "decomposition", quoted("or"));
  return true;
}

} // namespace

extern const Rule alternatives_both_pursued = {
    .code = "NL212",
    .name = "alternatives-both-pursued",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is only one of several alternatives pursued?",
    .message = "{focus} is to be reached in one of several ways, but {count} of them are pursued at "
               "once: {first} and others.",
    .advice = "Choose one and drop or park the others, or let the parts combine as \"or\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
