#include "check/reading.hpp"

namespace northline::rules {
namespace {

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
    .packs = Pack::core | Pack::clover | Pack::channels_later,
};

} // namespace northline::rules
