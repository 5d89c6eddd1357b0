#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "state",
                                          ">measured_by.status",
                                          "<uses.status",
                                          "<uses>measured_by.status",
                                          "<uses>part_of.status",
                                          "<uses>part_of>measured_by.status"};

bool measured(const View& v, Element e) {
  for (const Edge& m : v.out(e, Relation::measured_by))
    if (in_force(v, m.target)) return true;
  return false;
}

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const auto state = v.get(field::channel::state, v.as<Kind::channel>(channel));
  if ((state != choice::channel_state::active && state != choice::channel_state::absent) ||
      !in_force(v, channel) || measured(v, channel))
    return;
  bool used = false;
  for (const Edge& e : v.in(channel, Relation::uses)) {
    if (!in_force(v, e.source)) continue;
    if (v.is(e.source, Kind::metric)) return;
    used = used || committed(v, e.source);
    if (v.is(e.source, Kind::program) && measured(v, e.source)) return;
    for (const Edge& home : v.out(e.source, Relation::part_of))
      if (v.is(home.target, Kind::program) && in_force(v, home.target) && measured(v, home.target)) return;
  }
  if (used) run.report(channel);
}

} // namespace

extern const Rule channel_without_metric = {
    .code = "NL418",
    .name = "channel-without-metric",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
    .question = "Would anybody notice if the channel brought nothing?",
    .message = "{focus} is in use, and neither it nor the work on it is measured by anything.",
    .advice = "Name one metric of what happens there under \"measured_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
