#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Lower the reach to those who are there.",
};
constexpr std::string_view footprint[] = {"status", "mode", "ownership", ">reaches.status",
                                          ">reaches>present_on"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange reaches = v.out(e, Relation::reaches);
  if (reaches.empty() || !in_force(v, e)) return;
  // What is carried to people, such as advertising, post or visits, meets them elsewhere.
  const ElementOf<Kind::channel> channel{e};
  if (v.get(field::channel::mode, channel) != choice::channel_mode::online ||
      v.get(field::channel::ownership, channel) == choice::ownership::paid)
    return;
  for (const Edge& edge : reaches) {
    const double reached = v.get(edge_field::reaches::share, edge).low;
    if (!known(reached) || !in_force(v, edge.target)) continue;
    for (const Edge& p : v.out(edge.target, Relation::present_on)) {
      if (p.target != e) continue;
      const double there = v.get(edge_field::present_on::share, p).high;
      if (reached > there)
        run.report(e)
            .number("reached", 100 * reached)
            .element("audience", edge.target)
            .number("there", 100 * there)
            .at_target(Relation::reaches, edge.target);
    }
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element audience = r.element("audience");
  double there = unknown_number;
  for (const Edge& p : v.out(audience, Relation::present_on))
    if (p.target == r.focus) there = v.get(edge_field::present_on::share, p).high;
  if (!known(there)) return false;
  for (const Edge& e : v.out(r.focus, Relation::reaches)) {
    if (e.target != audience) continue;
    f.title = "Lower the reach to those who are there.";
    f.safety = Safety::display;
    f.patch = set_detail(v, e, "share", number_text(there));
    return !f.patch.empty();
  }
  return false;
}

} // namespace

extern const Rule reach_above_presence = {
    .code = "NL317",
    .name = "reach-above-presence",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
    .question = "Does a place reach no more people than are there?",
    .message = "{focus} is said to reach {reached} % of {audience}, of whom only {there} % are "
               "found there.",
    .advice = "Correct one of the two shares, or say in the source how people who are not "
              "there are reached.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
