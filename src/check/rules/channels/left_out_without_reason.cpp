#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "rules something out",
    "is dormant",
    "is excluded",
};
constexpr std::string_view footprint[] = {
    "status", "state", "reason", "purpose", "<rules_out.status", "<rules_out.reason"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (v.is(e, Kind::exclusion)) {
    if (!v.get(field::exclusion::reason, v.as<Kind::exclusion>(e)).known() && committed(v, e))
      run.report(e).text("is", "rules something out");
    return;
  }
  const ElementOf<Kind::channel> c{e};
  const auto state = v.get(field::channel::state, c);
  const bool dormant = state == choice::channel_state::dormant;
  if ((!dormant && state != choice::channel_state::excluded) || v.get(field::channel::reason, c).known() ||
      !in_force(v, e))
    return;
  if (dormant && v.get(field::channel::purpose, c).known()) return;
  for (const Edge& x : v.in(e, Relation::rules_out))
    if (in_force(v, x.source) && v.get(field::exclusion::reason, v.as<Kind::exclusion>(x.source)).known())
      return;
  run.report(e).text("is", dormant ? "is dormant" : "is excluded").at("state");
}

} // namespace

extern const Rule left_out_without_reason = {
    .code = "NL419",
    .name = "left-out-without-reason",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel, Kind::exclusion),
    .question = "Is it said why something was left out?",
    .message = "{focus} {is}, and nothing says why.",
    .advice = "Write the reason down: the question comes up again every year.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
