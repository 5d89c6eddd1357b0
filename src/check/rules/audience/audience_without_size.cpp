#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Write {size}, what its segments come to.",
};
constexpr std::string_view footprint[] = {"status", "size", "type", "<serves.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const ElementOf<Kind::audience> audience{e};
  if (v.get(field::audience::size, audience).given || !open(v, e)) return;
  // A persona stands for a segment, and that has the size.
  if (v.get(field::audience::type, audience) == choice::audience_type::persona) return;
  Element by = no_element;
  for (const Edge& edge : v.in(e, Relation::serves))
    if (open(v, edge.source) && (by == no_element || v.id(edge.source) < v.id(by))) by = edge.source;
  if (by != no_element) run.report(e).element("by", by);
}

// Of one that is drawn as segments: what they come to, where all of them say.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  double sum = 0;
  unsigned segments = 0;
  for (const Edge& e : v.in(r.focus, Relation::part_of)) {
    const ElementOf<Kind::audience> part{e.source};
    if (!in_force(v, part) || v.get(field::audience::type, part) != choice::audience_type::segment) continue;
    sum += v.get(field::audience::size, part).point();
    ++segments;
  }
  if (segments < 2 || !(sum > 0)) return false;
  f.title = "Write {size}, what its segments come to.";
  f.values = {{"size", number_text(sum)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "size", number_text(sum));
  return true;
}

} // namespace

extern const Rule audience_without_size = {
    .code = "NL304",
    .name = "audience-without-size",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::audience),
    .question = "Is it known how many people the audience is?",
    .message = "{focus} is served by {by}, but nobody says how many people that are.",
    .advice = "Write the size as a number or as a range from the least to the most it may be.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::clover | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
