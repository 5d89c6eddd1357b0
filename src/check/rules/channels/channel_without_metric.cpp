#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}, as the goal that the work on it helps.",
};
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

// The one metric of the goals that the work on it helps: whoever comes from there is in it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne one;
  for (const Edge& u : v.in(r.focus, Relation::uses)) {
    if (v.is(u.source, Kind::metric) || !committed(v, u.source)) continue;
    for (const Edge& c : v.out(u.source, Relation::contributes_to))
      if (open(v, c.target) && helps(v, c))
        for (const Edge& m : v.out(c.target, Relation::measured_by))
          if (open(v, m.target)) one.add(m.target);
  }
  if (one.get() == no_element) return false;
  f.title = "Measure it by {metric}, as the goal that the work on it helps.";
  f.values = {{"metric", r.describe(one.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, Relation::measured_by, one.get());
  return true;
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
