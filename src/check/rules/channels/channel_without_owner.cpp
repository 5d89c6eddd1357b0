#include "check/channels.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Give it to {owner}, who owns the work there.",
};
constexpr std::string_view footprint[] = {"status", "state", "<uses.status", ">owned_by.status"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  if (!usable(v, channel)) return;
  for (const Edge& e : v.out(channel, Relation::owned_by))
    if (in_force(v, e.target)) return;
  std::vector<Element> users = users_of(v, channel);
  if (users.empty()) return; // NL401 asks first whether it is needed at all
  auto report = run.report(channel);
  show_users(report, v, std::move(users));
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

constexpr std::string_view causes[] = {"NL001", "NL002"};

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
    .consequence_of = causes,
    .packs = Pack::core | Pack::channels_later,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
