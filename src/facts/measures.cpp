#include "facts/measures.hpp"

#include "base/json_text.hpp"
#include "facts/load.hpp"

#include <algorithm>

namespace northline {
namespace {

double number_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c != '-' && (c < '0' || c > '9')) return unknown_number;
  return parse_number(text.substr(at, json::skip_value(text, at) - at));
}
Date date_at(std::string_view text, std::size_t at) {
  return text[at] == '"' ? parse_date(json::raw_string(text, at)) : Date{};
}
/// Calls f(name, position) for the parts of a record; nothing if the value is no object.
template <class F> void each_part(std::string_view text, std::size_t at, F&& f) {
  if (text[at] != '{') return;
  for (json::Walker w(text, at); w.next();) f(w.raw_key(), w.value_at());
}
template <class F> void each_item(std::string_view text, std::size_t at, F&& f) {
  if (text[at] != '[') return;
  for (json::Walker w(text, at); w.next();) f(w.value_at());
}

std::vector<std::pair<double, double>> curve_at(std::string_view text, std::size_t at) {
  std::vector<std::pair<double, double>> points;
  each_item(text, at, [&](std::size_t point) {
    std::vector<double> xy;
    each_item(text, point, [&](std::size_t number) { xy.push_back(number_at(text, number)); });
    if (xy.size() == 2 && known(xy[0]) && known(xy[1])) points.emplace_back(xy[0], xy[1]);
  });
  std::sort(points.begin(), points.end());
  return points;
}

} // namespace

std::vector<Aim> aims(Raw targets) {
  std::vector<Aim> all;
  if (!targets.known()) return all;
  const std::string_view text = targets.text;
  each_item(text, targets.at, [&](std::size_t at) {
    Aim a;
    each_part(text, at, [&](std::string_view name, std::size_t value) {
      if (name == "value") a.value = number_at(text, value);
      if (name == "min") a.min = number_at(text, value);
      if (name == "max") a.max = number_at(text, value);
      if (name == "stretch") a.stretch = number_at(text, value);
      if (name == "threshold") a.threshold = number_at(text, value);
      if (name == "worst") a.worst = number_at(text, value);
      if (name == "due") a.due = date_at(text, value);
      if (name == "curve") a.curve = curve_at(text, value);
    });
    all.push_back(std::move(a));
  });
  return all;
}

Reading start_of(Raw baseline) {
  Reading r;
  if (!baseline.known()) return r;
  each_part(baseline.text, baseline.at, [&](std::string_view name, std::size_t value) {
    if (name == "value") r.value = number_at(baseline.text, value);
    if (name == "date") r.first = r.last = date_at(baseline.text, value);
  });
  return r;
}

std::vector<Reading> readings(Raw observations) {
  std::vector<Reading> all;
  if (!observations.known()) return all;
  const std::string_view text = observations.text;
  each_item(text, observations.at, [&](std::size_t at) {
    Reading r;
    each_part(text, at, [&](std::string_view name, std::size_t value) {
      if (name == "value") r.value = number_at(text, value);
      if (name == "date") r.first = r.last = date_at(text, value);
      if (name == "start") r.first = date_at(text, value);
      if (name == "end") r.last = date_at(text, value);
    });
    all.push_back(r);
  });
  return all;
}

Figures::Figures(const View& v, ElementOf<Kind::metric> m)
    : start(start_of(v.get(field::metric::baseline, m))),
      aims(northline::aims(v.get(field::metric::targets, m))),
      seen(readings(v.get(field::metric::observations, m))) {
  const auto earlier = [](const Reading& a, const Reading& b) {
    if (a.last != b.last) return a.last < b.last;
    if (a.first != b.first) return a.first < b.first;
    return a.value < b.value || (!known(a.value) && known(b.value));
  };
  if (!std::is_sorted(seen.begin(), seen.end(), earlier)) std::sort(seen.begin(), seen.end(), earlier);
}

const Reading* Figures::latest(Date day) const {
  auto end = seen.end();
  if (day.known())
    end =
        std::upper_bound(seen.begin(), seen.end(), day, [](Date d, const Reading& r) { return d < r.last; });
  while (end != seen.begin())
    if ((--end)->usable()) return &*end;
  return nullptr;
}

const Aim* next_aim(std::span<const Aim> all, Date day) {
  const Aim* best = nullptr;
  for (const Aim& a : all) {
    if (!a.valued() || !a.due.known() || (day.known() && a.due < day)) continue;
    if (!best || a.due < best->due || (a.due == best->due && a.value < best->value)) best = &a;
  }
  return best;
}

Course course_of(choice::metric_direction d, const Aim& a, double baseline) {
  switch (d) {
  case choice::metric_direction::increase:
    return Course::rise;
  case choice::metric_direction::decrease:
    return Course::fall;
  case choice::metric_direction::at_least:
    return Course::stay_above;
  case choice::metric_direction::at_most:
    return Course::stay_below;
  case choice::metric_direction::range:
    return Course::stay_between;
  case choice::metric_direction::milestone:
    return Course::milestone;
  default:
    break;
  }
  if (known(a.value) && known(baseline) && a.value != baseline)
    return a.value > baseline ? Course::rise : Course::fall;
  if (known(a.min) && known(a.max)) return Course::stay_between;
  if (known(a.min)) return Course::stay_above;
  return known(a.max) ? Course::stay_below : Course::unknown;
}

std::optional<bool> met(Course c, const Aim& a, double value) {
  if (!known(value)) return std::nullopt;
  const double least = known(a.value) ? a.value : a.min, most = known(a.value) ? a.value : a.max;
  switch (c) {
  case Course::rise:
  case Course::stay_above:
    return known(least) ? std::optional(value >= least) : std::nullopt;
  case Course::fall:
  case Course::stay_below:
    return known(most) ? std::optional(value <= most) : std::nullopt;
  case Course::stay_between:
    if (!known(a.min) && !known(a.max)) return std::nullopt;
    return !(value < a.min) && !(value > a.max);
  case Course::milestone:
    return value >= (known(a.value) ? a.value : 1);
  default:
    return std::nullopt;
  }
}

double progress(double baseline, double target, double value) {
  return target == baseline ? unknown_number : (value - baseline) / (target - baseline);
}

double expected_progress(const Aim& a, Date start, Date day) {
  if (!a.due.known() || !start.known() || !day.known() || !(start < a.due)) return unknown_number;
  const double time =
      std::clamp(static_cast<double>(day - start) / static_cast<double>(a.due - start), 0.0, 1.0);
  double x = 0, y = 0; // a curve that does not say where it begins and ends begins at 0 and ends at 1
  for (std::size_t i = 0; i <= a.curve.size(); ++i) {
    const auto [to_x, to_y] = i < a.curve.size() ? a.curve[i] : std::pair(1.0, 1.0);
    if (time <= to_x) return to_x > x ? y + (to_y - y) * (time - x) / (to_x - x) : to_y;
    x = to_x;
    y = to_y;
  }
  return y;
}

Pace pace(Course c, const Reading& baseline, const Aim& a, const Reading& value) {
  Pace p;
  if (!moves(c) || !known(a.value) || !value.usable()) return p;
  p.progress = progress(baseline.value, a.value, value.value);
  p.expected = expected_progress(a, baseline.last, value.last);
  Aim straight;
  straight.due = a.due;
  p.elapsed = expected_progress(straight, baseline.last, value.last);
  return p;
}

double days_between(Raw cadence) {
  const double times = times_a_week(cadence);
  return times > 0 ? 7 / times : unknown_number;
}

double days_of(choice::per p) {
  switch (p) {
  case choice::per::day:
    return 1;
  case choice::per::week:
    return 7;
  case choice::per::month:
    return 365.25 / 12;
  case choice::per::quarter:
    return 365.25 / 4;
  case choice::per::year:
    return 365.25;
  default:
    return unknown_number;
  }
}

} // namespace northline
