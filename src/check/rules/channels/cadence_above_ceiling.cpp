#include "check/reading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"ceiling",       "status",      "state",    "<uses.status",
                                          "<uses.cadence", "<uses.start", "<uses.end"};

struct Stretch {
  std::int32_t first, last;
  double posts;
  Element activity;
};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const Raw written = v.get(field::channel::ceiling, v.as<Kind::channel>(channel));
  if (!written.known() || !usable(v, channel)) return;
  const double ceiling = times_a_week(written);
  if (!known(ceiling)) return;
  constexpr std::int32_t ever = std::numeric_limits<std::int32_t>::max();
  std::vector<Stretch> stretches;
  double all = 0;
  for (const Edge& e : v.in(channel, Relation::uses)) {
    if (!v.is(e.source, Kind::activity) || !committed(v, e.source)) continue;
    const ElementOf<Kind::activity> a{e.source};
    const Date start = v.get(field::activity::start, a), end = v.get(field::activity::end, a);
    if (end.known() && run.as_of.known() && end < run.as_of) continue;
    fetch(v.get(field::activity::cadence, a));
    stretches.push_back({start.known() ? start.days : -ever, end.known() ? end.days : ever, 0, a});
  }
  for (Stretch& s : stretches) {
    const double posts = times_a_week(v.get(field::activity::cadence, v.as<Kind::activity>(s.activity)));
    if (known(posts)) all += s.posts = posts; // unknown: at least none
  }
  if (!(all > ceiling * (1 + 1e-9))) return;
  // The most that fall on one day: it is reached on the first day of some activity.
  std::vector<std::pair<std::int32_t, double>> changes;
  for (const Stretch& s : stretches) {
    changes.emplace_back(s.first, s.posts);
    if (s.last != ever) changes.emplace_back(s.last + 1, -s.posts);
  }
  std::sort(changes.begin(), changes.end()); // what ends on a day comes before what begins on it
  double most = 0, now = 0;
  std::int32_t day = 0;
  for (const auto& [first, posts] : changes) {
    now += posts;
    if (!(now > most * (1 + 1e-9))) continue;
    most = now;
    day = first;
  }
  if (!(most > ceiling * (1 + 1e-9))) return;
  std::vector<Element> activities;
  for (const Stretch& s : stretches)
    if (s.posts > 0 && s.first <= day && day <= s.last) activities.push_back(s.activity);
  auto report = run.report(channel);
  report.number("posts", std::round(most * 100) / 100)
      .number("ceiling", std::round(ceiling * 100) / 100)
      .at("ceiling");
  relate(report, v, activities);
}

} // namespace

extern const Rule cadence_above_ceiling = {
    .code = "NL404",
    .name = "cadence-above-ceiling",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Does the channel bear as many posts as are planned?",
    .message = "{posts} posts a week are planned on {focus}, which bears at most {ceiling}.",
    .advice = "Post less often there, or move a part to another channel.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
