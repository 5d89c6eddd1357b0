#include "check/measuring.hpp"

#include <algorithm>
#include <cmath>

namespace northline {

bool live(const View& v, Element metric) {
  if (!in_force(v, metric)) return false;
  if (v.get(field::metric::life, v.as<Kind::metric>(metric)) == choice::metric_life::withdrawn) return false;
  for (const Edge& e : v.out(metric, Relation::replaced_by))
    if (in_force(v, e.target)) return false;
  return true;
}

namespace {

bool achieves(const View& v, Element e) {
  return !v.is(e, Kind::insight) && !v.is(e, Kind::capability) && open(v, e);
}

} // namespace

Date start_day(const View& v, Element e) {
  if (v.is(e, Kind::goal)) return v.get(field::goal::start, v.as<Kind::goal>(e));
  if (v.is(e, Kind::program)) return v.get(field::program::start, v.as<Kind::program>(e));
  return {};
}

Element judged(const View& v, Element metric) {
  Element first = no_element;
  for (const Edge& e : v.in(metric, Relation::measured_by))
    if (achieves(v, e.source) && (first == no_element || by_id(v, e.source, first))) first = e.source;
  return first;
}

Element judged_now(const View& v, Element metric, Date day) {
  Element first = no_element;
  bool waits = false; // something begins later, and nothing that has a first day has begun
  bool runs = false;
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    if (!achieves(v, e.source)) continue;
    const Date start = start_day(v, e.source);
    if (start.known() && day < start) {
      waits = true;
      continue;
    }
    runs = runs || start.known();
    if (first == no_element || by_id(v, e.source, first)) first = e.source;
  }
  return waits && !runs ? no_element : first;
}

bool among(std::string_view text, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string unit_of(const View& v, Element metric) {
  const std::string unit = v.text(field::metric::unit, v.as<Kind::metric>(metric));
  return unit.empty() || unit[0] == '%' ? unit : " " + unit;
}

std::string value_text(const View& v, Element metric, double value) {
  return number_text(std::fabs(value) < 1e12 ? std::round(value * 1e6) / 1e6 : value) + unit_of(v, metric);
}

std::string when_text(const Reading& r) {
  if (!r.first.known() || r.first == r.last) return "on " + to_string(r.last);
  return "from " + to_string(r.first) + " to " + to_string(r.last);
}

double review_days(const View& v, ElementOf<Kind::metric> m) {
  if (const double own = days_between(v.get(field::metric::cadence, m)); known(own)) return own;
  double shortest = unknown_number;
  for (const Edge& e : v.out(m, Relation::reviewed_by)) {
    if (!in_force(v, e.target)) continue;
    const double days = days_between(v.get(edge_field::reviewed_by::cadence, e));
    if (known(days) && !(days >= shortest)) shortest = days;
  }
  return shortest;
}

Standing standing(RuleRun& run, ElementOf<Kind::metric> m, Date day, Date otherwise) {
  Standing s;
  const Figures& f = run.facts.figures(m);
  const Reading* value = f.latest(day);
  if (!value) return s;
  const Aim* aim = next_aim(f.aims, value->last);
  if (!aim) return s;
  s.start = f.start;
  if (!s.start.last.known()) s.start.first = s.start.last = otherwise;
  s.aim = *aim;
  s.value = *value;
  s.course = course_of(run.view.get(field::metric::direction, m), s.aim, s.start.value);
  s.met = met(s.course, s.aim, s.value.value);
  s.pace = pace(s.course, s.start, s.aim, s.value);
  return s;
}

} // namespace northline
