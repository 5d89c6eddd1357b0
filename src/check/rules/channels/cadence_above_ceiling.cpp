#include "check/mending.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Do {activity} no more often than {cadence}.",
};
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

// The one that posts most gives way, by the next rhythm that has a name.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element most = no_element;
  double posts = 0, all = 0;
  for (const Edge& e : v.in(r.focus, Relation::uses)) {
    if (!v.is(e.source, Kind::activity) || !committed(v, e.source)) continue;
    const double x = times_a_week(v.get(field::activity::cadence, v.as<Kind::activity>(e.source)));
    if (!known(x)) continue;
    all += x;
    if (most != no_element && (x < posts || (x == posts && by_id(v, most, e.source)))) continue;
    most = e.source;
    posts = x;
  }
  const double ceiling = times_a_week(v.get(field::channel::ceiling, v.as<Kind::channel>(r.focus)));
  for (const std::string_view name : {" \"daily\"", " \"weekly\"", " \"fortnightly\"", " \"monthly\""}) {
    const double slower = times_a_week(Raw{name, 1}); // 0 would be an absent value
    if (most == no_element || !(slower < posts) || all - posts + slower > ceiling) continue;
    f.title = "Do {activity} no more often than {cadence}.";
    f.values = {{"activity", r.describe(most)}, {"cadence", std::string(name.substr(2, name.size() - 3))}};
    f.safety = Safety::display;
    f.patch = set_member(v, most, "cadence", name.substr(1));
    return true;
  }
  return false;
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
