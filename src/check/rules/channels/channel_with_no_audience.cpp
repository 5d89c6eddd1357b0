#include "check/channels.hpp"
#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it reaches {audience}, the only people the work on it can be for.",
};
constexpr std::string_view footprint[] = {
    "status", "state", "count audience", "<uses.status", "<present_on.status", ">reaches.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL307"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  if (!usable(v, channel) || v.count(Kind::audience) == 0) return; // without any, NL301 speaks once
  for (const Edge& e : v.in(channel, Relation::present_on))
    if (in_force(v, e.source) && !(v.get(edge_field::present_on::share, e).point() <= 0)) return;
  for (const Edge& e : v.out(channel, Relation::reaches))
    if (in_force(v, e.target) && !(v.get(edge_field::reaches::share, e).point() <= 0)) return;
  std::vector<Element> users = users_of(v, channel);
  if (users.empty()) return;
  auto report = run.report(channel);
  show_users(report, v, std::move(users));
  if (v.get(field::channel::state, v.as<Kind::channel>(channel)) == choice::channel_state::planned)
    report.severity(Severity::advice);
}

// Whoever the work on it is for is meant to be met there.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne one;
  for (const Element user : users_of(v, r.focus))
    for (const Element audience : people_for(v, user)) one.add(audience);
  const Element audience = one.none() ? only_open(v, Kind::audience) : one.get();
  if (audience == no_element || has_target(v, r.focus, Relation::reaches, audience) ||
      has_target(v, audience, Relation::present_on, r.focus))
    return false;
  return offer(r, f, "Say that it reaches {audience}, the only people the work on it can be for.", "audience",
               Relation::reaches, audience);
}

} // namespace

extern const Rule channel_with_no_audience = {
    .code = "NL412",
    .name = "channel-with-no-audience",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Is anybody to be met on the channel?",
    .message = "{focus} is used by {work}, but no audience is present on it or reached by it.",
    .advice = "Record which audience is there and how much of it, or stop using the channel.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
