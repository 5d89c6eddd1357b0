#include "check/rule.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Name each target once.",
};
constexpr std::string_view footprint[] = {">*"};

// Asked of every element, so what the registry says of relations stands here as constants.
using K = Kind;
struct Ends {
  KindSet from, to;
  bool repeats;
};
constexpr Ends ends[] = {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text) {from, to, repeats},
#include "model/registry.def"
};

/// The relations that may start at a kind and say the same thing twice when they are repeated. Where a
/// relation may repeat, two of them are two statements: hours in spring and hours in autumn.
struct Once {
  Relation of[relation_count] = {};
  unsigned count = 0;
};
struct Table {
  Once by_kind[kind_count];
  constexpr Table() {
    for (unsigned k = 0; k < kind_count; ++k)
      for (unsigned i = 0; i < relation_count; ++i)
        if (!ends[i].repeats && contains(ends[i].from, static_cast<Kind>(k)))
          by_kind[k].of[by_kind[k].count++] = static_cast<Relation>(i);
  }
};
constexpr Table table;

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const Once& once = table.by_kind[static_cast<unsigned>(v.kind(e))];
  for (unsigned i = 0; i < once.count; ++i) {
    const Relation r = once.of[i];
    if (!v.repeats(r)) continue;
    const EdgeRange edges = v.out(e, r);
    if (edges.size() < 2) continue;
    std::vector<Element>& targets = run.list(0);
    for (const Edge& edge : edges) targets.push_back(edge.target);
    if (targets.size() == 2 && targets[0] != targets[1]) continue;
    std::sort(targets.begin(), targets.end());
    for (std::size_t j = 1; j < targets.size(); ++j)
      if (targets[j] == targets[j - 1] && (j == 1 || targets[j - 2] != targets[j]))
        run.report(e)
            .element("target", targets[j])
            .text("relation", info(r).name)
            .key(info(r).name)
            .at(info(r).name);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const Relation relation = static_cast<Relation>(find_relation(r.text("relation")));
  f.title = "Name each target once.";
  f.safety = Safety::safe;
  f.patch = patch::remove_repeats(r.view, r.focus, relation);
  return f.patch != "[]";
}

} // namespace

extern const Rule duplicate_relation = {
    .code = "NL006",
    .name = "duplicate-relation",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind,
    .question = "Is every relation stated once?",
    .message = "{focus} names {target} more than once under \"{relation}\".",
    .advice = "Name each target once; where it should weigh more, give the relation a number.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
