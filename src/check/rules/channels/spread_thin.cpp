#include "check/reading.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"hours", 2, "hours a week below which a channel is hardly kept alive", 1},
};
constexpr std::string_view footprint[] = {"status",
                                          "state",
                                          "ownership",
                                          ">consumes.status",
                                          ">consumes.type",
                                          "<uses.status",
                                          "<uses.hours_each",
                                          "<uses.cadence",
                                          "<uses>uses",
                                          "<uses>consumes.status",
                                          "<uses>consumes.type",
                                          "<uses<part_of.status",
                                          "<uses<part_of.hours_each",
                                          "<uses<part_of.cadence",
                                          "<uses<part_of>uses",
                                          "<uses<part_of>consumes.status",
                                          "<uses<part_of>consumes.type",
                                          "<uses>part_of.status",
                                          "<uses>part_of>uses",
                                          "<uses>part_of>consumes.status",
                                          "<uses>part_of>consumes.type"};

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

/// Degrees of all channels that the work uses; 0 when it uses none.
double degrees_of(const View& v, Element work) {
  std::vector<double> degrees;
  for (const Edge& u : v.out(work, Relation::uses))
    if (v.is(u.target, Kind::channel)) degrees.push_back(v.get(edge_field::uses::degree, u).point_or(1));
  std::sort(degrees.begin(), degrees.end()); // so that the sum is the same in any order
  return std::accumulate(degrees.begin(), degrees.end(), 0.0);
}

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const ElementOf<Kind::channel> c{channel};
  const auto state = v.get(field::channel::state, c);
  if ((state != choice::channel_state::active && state != choice::channel_state::absent) ||
      v.get(field::channel::ownership, c) == choice::ownership::paid || !in_force(v, channel))
    return;
  const double limit = run.parameter(0) * (1 - 1e-9);
  std::vector<double> parts{hours_of(v, channel)};
  double most = parts[0];
  const auto add = [&](double hours) { // false: it has enough, or nobody can say
    parts.push_back(hours);
    most += hours;
    return most < limit;
  };
  if (!(most < limit)) return;
  for (const Edge& e : v.in(channel, Relation::uses)) {
    if (v.is(e.source, Kind::metric) || !committed(v, e.source)) continue;
    const double degree = v.get(edge_field::uses::degree, e).point_or(1);
    if (!(degree > 0)) continue;
    const double share = degree / degrees_of(v, e.source);
    if (!add(hours_of(v, e.source) * share)) return;
    if (v.is(e.source,
             Kind::program)) { // its activities work there too, unless they name channels themselves
      for (const Edge& part : v.in(e.source, Relation::part_of))
        if (v.is(part.source, Kind::activity) && committed(v, part.source) &&
            degrees_of(v, part.source) == 0 && !add(hours_of(v, part.source) * share))
          return;
      continue;
    }
    for (const Edge& home : v.out(e.source, Relation::part_of)) // whose hours may go anywhere
      if (committed(v, home.target) && degrees_of(v, home.target) == 0 && hours_of(v, home.target) != 0)
        return;
  }
  std::sort(parts.begin(), parts.end());
  const double hours = std::accumulate(parts.begin(), parts.end(), 0.0);
  if (hours > 0)
    run.report(channel).number("hours", std::round(hours * 100) / 100).number("limit", run.parameter(0));
}

} // namespace

extern const Rule spread_thin = {
    .code = "NL416",
    .name = "spread-thin",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
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
