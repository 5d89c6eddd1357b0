#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Mark it as excluded, for the reason it already gives.",
};
constexpr std::string_view footprint[] = {"status",
                                          "state",
                                          "reason",
                                          "purpose",
                                          "<present_on.status",
                                          "<present_on<serves.status",
                                          "<uses.status",
                                          "<rules_out.status"};
constexpr Parameter parameters[] = {{"share", 0.3, "from this share of an audience on a place are many"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange present = v.in(e, Relation::present_on);
  if (present.empty() || !in_force(v, e)) return;
  const ElementOf<Kind::channel> channel{e};
  const auto state = v.get(field::channel::state, channel);
  if (state == choice::channel_state::excluded) return;
  // Dormant, retired or only observed: whoever says why, or what for, has decided.
  if (state != choice::channel_state::absent && state != choice::channel_state::active &&
      state != choice::channel_state::planned &&
      (v.has(field::channel::reason, channel) || v.has(field::channel::purpose, channel)))
    return;
  for (const Edge& use : v.in(e, Relation::uses))
    if (!v.is(use.source, Kind::metric) && in_force(v, use.source)) return;
  for (const Edge& out : v.in(e, Relation::rules_out))
    if (in_force(v, out.source)) return;
  Element most = no_element;
  double share = 0;
  for (const Edge& edge : present) {
    const double there = v.get(edge_field::present_on::share, edge).low; // of a range what is certain
    if (!(there >= run.parameter(0)) || !open(v, edge.source)) continue;
    if (most != no_element && !(there > share || (there == share && v.id(edge.source) < v.id(most))))
      continue;
    bool served = false;
    for (const Edge& s : v.in(edge.source, Relation::serves)) {
      served = open(v, s.source);
      if (served) break;
    }
    if (!served) continue;
    most = edge.source;
    share = there;
  }
  if (most != no_element) run.report(e).number("percent", 100 * share).element("audience", most);
}

bool fix(const Rendering& r, Fix& f) {
  const ElementOf<Kind::channel> channel{r.focus};
  if (!r.view.has(field::channel::reason, channel) || r.view.has(field::channel::state, channel))
    return false;
  f.title = "Mark it as excluded, for the reason it already gives.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "state", "\"excluded\"");
  return true;
}

} // namespace

extern const Rule place_ignored = {
    .code = "NL312",
    .name = "place-ignored",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
    .question = "Is every place where many of an audience are either used or left out on purpose?",
    .message = "{percent} % of {audience} are on {focus}, and the plan neither uses it nor says "
               "why not.",
    .advice = "Use it, or set its state to excluded and write the reason.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
