#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it be paid from {budget}, the only one there is.",
};
constexpr std::string_view footprint[] = {"status",
                                          "state",
                                          "ownership",
                                          ">consumes",
                                          ">consumes.type",
                                          "<uses.status",
                                          "<uses.budget",
                                          "<uses.cost_each",
                                          "<uses>consumes",
                                          "<uses>consumes.type",
                                          "<uses>part_of.status",
                                          "<uses>part_of.budget",
                                          "<uses>part_of>consumes",
                                          "<uses>part_of>consumes.type"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

/// A payload with money, or one on a budget whose amount is not written yet: unknown is not nothing.
bool consumes_money(const View& v, Element e) {
  for (const Edge& c : v.out(e, Relation::consumes)) {
    const Quantity money = v.get(edge_field::consumes::money, c);
    if (money.given && !(money.known() && money.high <= 0)) return true;
    if (!money.given &&
        v.get(field::resource::type, v.as<Kind::resource>(c.target)) == choice::resource_type::budget)
      return true;
  }
  return false;
}
bool some(Quantity q) { return q.given && !(q.known() && q.high <= 0); }

bool work_brings_money(const View& v, Element work) {
  if (consumes_money(v, work)) return true;
  if (v.is(work, Kind::program)) {
    if (some(v.get(field::program::budget, v.as<Kind::program>(work)))) return true;
  } else if (some(v.get(field::activity::cost_each, v.as<Kind::activity>(work)))) {
    return true;
  }
  for (const Edge& home : v.out(work, Relation::part_of))
    if (in_force(v, home.target) && (some(v.get(field::program::budget, v.as<Kind::program>(home.target))) ||
                                     consumes_money(v, home.target)))
      return true;
  return false;
}

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const ElementOf<Kind::channel> c{channel};
  if (!in_force(v, channel) || v.get(field::channel::ownership, c) != choice::ownership::paid) return;
  const auto state = v.get(field::channel::state, c);
  if (state != choice::channel_state::active && state != choice::channel_state::absent) return;
  std::vector<Element> users;
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && open(v, e.source)) users.push_back(e.source);
  if (users.empty() || consumes_money(v, channel)) return;
  for (const Element user : users)
    if (work_brings_money(v, user)) return;
  const auto first =
      std::min_element(users.begin(), users.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(channel);
  report.element("work", *first);
  users.erase(first);
  relate(report, v, users);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element budget = only_open(v, Kind::resource, [&v](Element e) {
    return v.get(field::resource::type, v.as<Kind::resource>(e)) == choice::resource_type::budget;
  });
  if (budget == no_element || has_target(v, r.focus, Relation::consumes, budget)) return false;
  return offer(r, f, "Let it be paid from {budget}, the only one there is.", "budget", Relation::consumes,
               budget);
}

} // namespace

extern const Rule paid_channel_without_money = {
    .code = "NL405",
    .name = "paid-channel-without-money",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Does somebody pay for the paid channel?",
    .message = "{focus} has to be paid for and is used by {work}, but neither the channel nor the work has "
               "any money.",
    .advice = "Let the channel or the work that uses it consume money of a budget, or stop using it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
