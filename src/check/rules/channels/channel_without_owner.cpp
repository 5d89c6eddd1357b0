#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Give it to {owner}, who owns the work there.",
};
constexpr std::string_view footprint[] = {"status", "state", "<uses.status", ">owned_by.status"};

/// Open work that uses the channel; metrics that only look at it do no work there.
std::vector<Element> users_of(const View& v, Element channel) {
  std::vector<Element> users;
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && committed(v, e.source)) users.push_back(e.source);
  return users;
}

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  if (!usable(v, channel)) return;
  for (const Edge& e : v.out(channel, Relation::owned_by))
    if (in_force(v, e.target)) return;
  std::vector<Element> users = users_of(v, channel);
  if (users.empty()) return; // NL401 asks first whether it is needed at all
  const auto first =
      std::min_element(users.begin(), users.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(channel);
  report.element("work", *first);
  users.erase(first);
  relate(report, v, users);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element owner = no_element; // the one person who owns all that uses it
  for (const Element user : users_of(v, r.focus))
    for (const Edge& e : v.out(user, Relation::owned_by)) {
      if (!in_force(v, e.target)) continue;
      if (owner != no_element && owner != e.target) return false;
      owner = e.target;
    }
  if (owner == no_element || !v.out(r.focus, Relation::owned_by).empty()) return false;
  f.title = "Give it to {owner}, who owns the work there.";
  f.values = {{"owner", r.describe(owner)}};
  f.safety = Safety::unsafe;
  f.patch = patch::add_relation(v, r.focus, Relation::owned_by, v.id(owner));
  return true;
}

} // namespace

extern const Rule channel_without_owner = {
    .code = "NL406",
    .name = "channel-without-owner",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Does somebody answer for the channel?",
    .message = "{focus} is used by {work}, and nobody owns it.",
    .advice = "Name the one person who answers for it under \"owned_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
