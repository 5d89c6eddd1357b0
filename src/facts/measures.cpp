#include "facts/measures.hpp"

#include "base/json_text.hpp"
#include "facts/load.hpp"

#include <algorithm>

namespace northline {
namespace {

// Metrics hold most of what is written in lists, so these are read in one pass: every function is given where
// a value begins and says where it ends.

std::size_t past_space(std::string_view text, std::size_t at) {
  // Mostly there is none, or a single blank.
  if (at < text.size() && text[at] == ' ') ++at;
  const auto c = at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
  return c > ' ' && c != '/' ? at : json::skip_space(text, at);
}

std::size_t read_number(std::string_view text, std::size_t at, double& number) {
  if (!json::starts_number(text, at)) return json::skip_value(text, at);
  return json::read_number(text, at, number);
}
std::size_t read_date(std::string_view text, std::size_t at, Date& date) {
  if (text[at] != '"') return json::skip_value(text, at);
  const std::string_view raw = json::raw_string(text, at);
  date = parse_date(raw);
  return at + raw.size() + 2;
}
/// Calls f(position) for the items of a list; nothing if the value is none.
template <class F> std::size_t read_items(std::string_view text, std::size_t at, F&& f) {
  if (text[at] != '[') return json::skip_value(text, at);
  for (at = past_space(text, at + 1); at < text.size() && text[at] != ']';) {
    at = past_space(text, f(at));
    if (at < text.size() && text[at] == ',') at = past_space(text, at + 1);
  }
  return at + 1;
}
/// Calls f(name, position) for the parts of a record from one that begins or has just ended at `at`.
template <class F> std::size_t read_further_parts(std::string_view text, std::size_t at, F&& f) {
  for (at = past_space(text, at); at < text.size() && text[at] != '}';) {
    if (text[at] == ',') at = past_space(text, at + 1);
    if (at >= text.size() || text[at] == '}') break;
    const std::string_view name = json::raw_string(text, at);
    const std::size_t colon = past_space(text, at + name.size() + 2);
    at = past_space(text, f(name, past_space(text, colon + 1)));
  }
  return at + 1;
}
/// Calls f(name, position) for the parts of a record; nothing if the value is none.
template <class F> std::size_t read_parts(std::string_view text, std::size_t at, F&& f) {
  if (text[at] != '{') return json::skip_value(text, at);
  return read_further_parts(text, at + 1, f);
}

std::size_t read_curve(std::string_view text, std::size_t at,
                       std::vector<std::pair<double, double>>& points) {
  const std::size_t end = read_items(text, at, [&](std::size_t point) {
    double xy[2] = {unknown_number, unknown_number};
    std::size_t n = 0;
    const std::size_t behind = read_items(text, point, [&](std::size_t number) {
      double x = unknown_number;
      const std::size_t next = read_number(text, number, x);
      if (n < 2) xy[n] = x;
      ++n;
      return next;
    });
    if (n == 2 && known(xy[0]) && known(xy[1])) points.emplace_back(xy[0], xy[1]);
    return behind;
  });
  std::sort(points.begin(), points.end());
  return end;
}

} // namespace

std::vector<Aim> aims(Raw targets) {
  std::vector<Aim> all;
  if (!targets.known()) return all;
  const std::string_view text = targets.text;
  read_items(text, targets.at, [&](std::size_t at) {
    Aim& a = all.emplace_back();
    return read_parts(text, at, [&](std::string_view name, std::size_t value) {
      if (name == "value") return read_number(text, value, a.value);
      if (name == "min") return read_number(text, value, a.min);
      if (name == "max") return read_number(text, value, a.max);
      if (name == "stretch") return read_number(text, value, a.stretch);
      if (name == "threshold") return read_number(text, value, a.threshold);
      if (name == "worst") return read_number(text, value, a.worst);
      if (name == "due") return read_date(text, value, a.due);
      if (name == "curve") {
        a.curve.clear();
        return read_curve(text, value, a.curve);
      }
      return json::skip_value(text, value);
    });
  });
  return all;
}

namespace {

/// How a list's records begin, `{"date": "2026-08-11", "value": 36`: one mostly begins as the one before did,
/// and comparing two stretches of text takes less time than reading names and blanks.
class DatedValue {
public:
  /// Of a record whose first part is the date and whose second the number.
  void learn(std::string_view text, std::size_t record, std::size_t date, std::size_t number) {
    if (text[date] != '"' || json::raw_string(text, date).size() != date_size) return;
    lead_ = text.substr(record, date + 1 - record);
    middle_ = text.substr(date + 1 + date_size, number - date - 1 - date_size);
  }
  /// Past the number, or 0 if the record begins in another way.
  std::size_t read(std::string_view text, std::size_t record, Reading& r) const {
    const std::size_t date = record + lead_.size(), number = date + date_size + middle_.size();
    if (lead_.empty() || number >= text.size() || text.substr(record, lead_.size()) != lead_ ||
        text.substr(date + date_size, middle_.size()) != middle_ || !json::starts_number(text, number))
      return 0;
    r.first = r.last = parse_date(text.substr(date, date_size));
    return json::read_number(text, number, r.value);
  }

private:
  static constexpr std::size_t date_size = 10;
  std::string_view lead_, middle_; ///< before the date's first digit; from behind its last to the number
};

} // namespace

Reading start_of(Raw baseline) {
  Reading r;
  if (!baseline.known()) return r;
  const std::string_view text = baseline.text;
  read_parts(text, baseline.at, [&](std::string_view name, std::size_t value) {
    if (name == "value") return read_number(text, value, r.value);
    if (name != "date") return json::skip_value(text, value);
    const std::size_t end = read_date(text, value, r.first);
    r.last = r.first;
    return end;
  });
  return r;
}

std::vector<Reading> readings(Raw observations) {
  std::vector<Reading> all;
  if (!observations.known()) return all;
  all.reserve(16); // more than most have, and given back below
  const std::string_view text = observations.text;
  DatedValue shape;
  read_items(text, observations.at, [&](std::size_t at) {
    Reading& r = all.emplace_back();
    std::size_t parts = 0, date = 0;
    const auto part = [&](std::string_view name, std::size_t value) {
      ++parts;
      if (name == "value") {
        if (parts == 2 && date != 0 && json::starts_number(text, value)) shape.learn(text, at, date, value);
        return read_number(text, value, r.value);
      }
      if (name == "start") return read_date(text, value, r.first);
      if (name == "end") return read_date(text, value, r.last);
      if (name != "date") return json::skip_value(text, value);
      date = value;
      const std::size_t end = read_date(text, value, r.first);
      r.last = r.first;
      return end;
    };
    const std::size_t behind = shape.read(text, at, r);
    return behind ? read_further_parts(text, behind, part) : read_parts(text, at, part);
  });
  all.shrink_to_fit(); // they are kept
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
