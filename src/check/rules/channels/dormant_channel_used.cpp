#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "dormant",
    "retired",
    "Take the channel out of the work.",
};
constexpr std::string_view footprint[] = {"status", "end", ">uses.status", ">uses.state"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  if (!open(v, work)) return;
  const EdgeRange used = v.out(work, Relation::uses);
  if (used.empty()) return;
  const Date end = v.is(work, Kind::program) ? v.get(field::program::end, v.as<Kind::program>(work))
                                             : v.get(field::activity::end, v.as<Kind::activity>(work));
  if (run.as_of.known() && end.known() && end < run.as_of) return; // it may have been in use then
  for (const Edge& e : used) {
    if (!v.is(e.target, Kind::channel) || !in_force(v, e.target)) continue;
    const auto state = v.get(field::channel::state, v.as<Kind::channel>(e.target));
    if (state != choice::channel_state::dormant && state != choice::channel_state::retired) continue;
    run.report(work)
        .element("channel", e.target)
        .text("state", state == choice::channel_state::dormant ? "dormant" : "retired")
        .at_target(Relation::uses, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take the channel out of the work.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, Relation::uses, r.element("channel"));
  return true;
}

} // namespace

extern const Rule dormant_channel_used = {
    .code = "NL403",
    .name = "dormant-channel-used",
    .category = Category::channels,
    .severity = Severity::error,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Is every channel that the work uses still in use?",
    .message = "{focus} uses {channel}, which is {state}.",
    .advice = "Wake the channel, with an owner and hours for it, or move the work to one that is active.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
