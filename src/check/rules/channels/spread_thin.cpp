#include "check/reading.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"hours", 2, "hours a week below which a channel is hardly kept alive", 1},
};
constexpr std::string_view footprint[] = {"all channel.status",          "all channel.state",
                                          "all channel.ownership",       "all channel>consumes",
                                          "all channel>consumes.type",   "all channel>consumes.status",
                                          "all program.status",          "all program>uses",
                                          "all program>consumes",        "all program>consumes.type",
                                          "all program>consumes.status", "all activity.status",
                                          "all activity.hours_each",     "all activity.cadence",
                                          "all activity>uses",           "all activity>consumes",
                                          "all activity>consumes.type",  "all activity>consumes.status",
                                          "all activity>part_of.status", "all activity>part_of>uses",
                                          "all program<part_of.status",  "all program<part_of>uses"};

/// Hours a week that somebody takes; NaN where people are taken and nobody says for how long.
double hours_of(const View& v, Element e) {
  double sum = 0;
  for (const Edge& c : v.out(e, Relation::consumes)) {
    if (!in_force(v, c.target)) continue;
    const Quantity hours = v.get(edge_field::consumes::hours_per_week, c);
    if (hours.known()) {
      sum += hours.point();
      continue;
    }
    const auto type = v.get(field::resource::type, v.as<Kind::resource>(c.target));
    if (type == choice::resource_type::budget || type == choice::resource_type::tool ||
        type == choice::resource_type::content)
      continue;
    if (!v.is(e, Kind::activity)) return unknown_number;
    const ElementOf<Kind::activity> a{e};
    sum += v.get(field::activity::hours_each, a).point() * times_a_week(v.get(field::activity::cadence, a));
  }
  return sum;
}

struct Share {
  Element channel;
  double degree;
};
void add_channels(const View& v, Element work, std::vector<Share>& shares) {
  for (const Edge& u : v.out(work, Relation::uses))
    if (v.is(u.target, Kind::channel))
      shares.push_back({u.target, v.get(edge_field::uses::degree, u).point_or(1)});
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  std::vector<std::pair<Element, double>>
      gets; // channel, hours a week; -1: somebody is taken, not for how long
  std::vector<Share> shares;
  const auto look = [&](Element work) {
    if (!committed(v, work)) return;
    shares.clear();
    add_channels(v, work, shares);
    if (shares.empty() && v.is(work, Kind::activity))
      for (const Edge& home : v.out(work, Relation::part_of))
        if (shares.empty() && in_force(v, home.target)) add_channels(v, home.target, shares);
    if (shares.empty() && v.is(work, Kind::program))
      for (const Edge& part : v.in(work, Relation::part_of))
        if (in_force(v, part.source)) add_channels(v, part.source, shares);
    double total = 0;
    for (const Share& s : shares) total += s.degree;
    if (!(total > 0)) return;
    const double hours = hours_of(v, work);
    for (const Share& s : shares) gets.emplace_back(s.channel, known(hours) ? hours * s.degree / total : -1);
  };
  v.each(Kind::program, look);
  v.each(Kind::activity, look);
  std::sort(gets.begin(), gets.end()); // by amount as well, so that the sum is the same in any order
  for (std::size_t i = 0; i < gets.size();) {
    const ElementOf<Kind::channel> c{gets[i].first};
    const bool told = gets[i].second >= 0;
    double hours = 0;
    for (; i < gets.size() && gets[i].first == c; ++i) hours += gets[i].second;
    const auto state = v.get(field::channel::state, c);
    if (!told || (state != choice::channel_state::active && state != choice::channel_state::absent) ||
        !in_force(v, c) || v.get(field::channel::ownership, c) == choice::ownership::paid)
      continue;
    hours += hours_of(v, c);
    if (hours > 0 && hours < run.parameter(0) * (1 - 1e-9))
      run.report(c).number("hours", std::round(hours * 100) / 100).number("limit", run.parameter(0));
  }
}

} // namespace

extern const Rule spread_thin = {
    .code = "NL416",
    .name = "spread-thin",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does every active channel get enough time to be worth it?",
    .message = "{focus} gets about {hours} h of work a week; with less than {limit} h a channel is "
               "hardly kept alive.",
    .advice = "Put the hours of several channels into one, or give this one more.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps,
};

} // namespace northline::rules
