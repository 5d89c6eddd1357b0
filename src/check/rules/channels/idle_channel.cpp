#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 90, "so many days a channel may be quiet"},
};
constexpr std::string_view phrases[] = {
    "Say that it is dormant.",
};
constexpr std::string_view footprint[] = {"status",       "state",         ">consumes.status",
                                          "<uses.status", "<uses.end",     "<uses.continuous",
                                          "<uses.start",  "<uses.duration"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const auto state = v.get(field::channel::state, v.as<Kind::channel>(channel));
  if (!run.as_of.known() ||
      (state != choice::channel_state::active && state != choice::channel_state::absent) ||
      !in_force(v, channel))
    return;
  Date last;
  Element latest = no_element;
  for (const Edge& e : v.in(channel, Relation::uses)) {
    if (v.is(e.source, Kind::metric) || !in_force(v, e.source)) continue;
    Date end;
    if (v.is(e.source, Kind::program)) {
      const ElementOf<Kind::program> p{e.source};
      if (v.get(field::program::continuous, p) == Maybe::yes) return;
      end = v.get(field::program::end, p);
      const Quantity days = v.get(field::program::duration, p);
      const Date start = v.get(field::program::start, p);
      if (days.known() && start.known() && days.high < 1e6)
        end = start + static_cast<std::int32_t>(days.high);
    } else {
      end = v.get(field::activity::end, v.as<Kind::activity>(e.source));
    }
    if (!end.known()) return; // it may still run
    if (last.known() && (end < last || (end == last && by_id(v, latest, e.source)))) continue;
    last = end;
    latest = e.source;
  }
  if (!last.known() || !(run.as_of - last > run.parameter(0))) return;
  for (const Edge& c : v.out(channel, Relation::consumes)) {
    const Date end = v.get(edge_field::consumes::end, c);
    if (in_force(v, c.target) && (!end.known() || !(end < run.as_of))) return; // somebody still tends it
  }
  run.report(channel).date("end", last).number("days", run.as_of - last).related(latest);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  for (const Edge& e : v.in(r.focus, Relation::uses)) {
    if (!open(v, e.source) || v.is(e.source, Kind::metric)) continue;
    // Open work must not stand on a dormant channel (NL403) unless its end is written, and over.
    const Date end = v.is(e.source, Kind::program)
                         ? v.get(field::program::end, v.as<Kind::program>(e.source))
                         : v.get(field::activity::end, v.as<Kind::activity>(e.source));
    if (!end.known() || !(end < r.as_of())) return false;
  }
  f.title = "Say that it is dormant.";
  f.safety = Safety::unsafe;
  f.patch = set_member(v, r.focus, "state", quoted("dormant"));
  return true;
}

} // namespace

extern const Rule idle_channel = {
    .code = "NL420",
    .name = "idle-channel",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Is anything still going on on the channel?",
    .message = "The last work on {focus} ended on {end}, {days} days ago, and the channel still "
               "counts as active.",
    .advice = "Plan what comes next there, or say that the channel is dormant or retired.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
