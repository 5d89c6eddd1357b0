// Timestamps and durations.
#include "base/date.hpp"
#include "check/cel/functions.hpp"

#include <limits>

namespace northline::cel {

namespace {

constexpr std::int64_t billion = 1'000'000'000, day = 86'400;
constexpr std::int64_t first_second = -62'135'596'800, last_second = 253'402'300'799;
constexpr std::int64_t longest = 9'223'372'036; ///< whole seconds of a duration, 292 years

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Exactly this many digits.
bool digits(std::string_view s, std::size_t& at, unsigned n, std::int64_t& out) {
  out = 0;
  if (at + n > s.size()) return false;
  for (; n > 0; --n, ++at) {
    if (!is_digit(s[at])) return false;
    out = out * 10 + (s[at] - '0');
  }
  return true;
}
bool mark(std::string_view s, std::size_t& at, char c) {
  if (at >= s.size() || s[at] != c) return false;
  ++at;
  return true;
}

void append_two(std::string& out, std::int64_t n) {
  out.push_back(static_cast<char>('0' + n / 10));
  out.push_back(static_cast<char>('0' + n % 10));
}
void append_fraction(std::string& out, std::uint32_t nanos) {
  if (nanos == 0) return;
  std::string f = std::to_string(nanos);
  f.insert(0, 9 - f.size(), '0');
  while (f.back() == '0') f.pop_back();
  out += "." + f;
}

struct Civil {
  std::int64_t year, month, day, weekday, yearday, hour, minute, second;
};
Civil civil(std::int64_t seconds) {
  std::int64_t days = seconds / day, rest = seconds % day;
  if (rest < 0) {
    rest += day;
    --days;
  }
  std::int32_t y = 0;
  unsigned m = 0, d = 0;
  civil_from_days(static_cast<std::int32_t>(days), y, m, d);
  Civil c{};
  c.year = y;
  c.month = m;
  c.day = d;
  c.weekday = ((days + 4) % 7 + 7) % 7; // 1970-01-01 was a Thursday
  c.yearday = days - days_from_civil(y, 1, 1);
  c.hour = rest / 3600;
  c.minute = rest / 60 % 60;
  c.second = rest % 60;
  return c;
}

/// "+11:00", "-09:30", "02:00" or "UTC", as seconds to add.
bool parse_offset(std::string_view s, std::int64_t& out) {
  out = 0;
  if (s == "UTC" || s == "Z" || s == "GMT") return true;
  std::size_t at = 0;
  const bool minus = mark(s, at, '-');
  if (!minus) mark(s, at, '+');
  std::int64_t h = 0, m = 0;
  if (!digits(s, at, 2, h) || !mark(s, at, ':') || !digits(s, at, 2, m) || at != s.size() || h > 23 || m > 59)
    return false;
  out = (h * 60 + m) * (minus ? -60 : 60);
  return true;
}

/// Applies what a selector asks for to the civil time in the zone that was named, if any.
template <class Selector> Value select(functions::Arguments a, Selector selector) {
  std::int64_t seconds = a[0].as_time().seconds;
  if (a.size() > 1) {
    std::int64_t offset = 0;
    if (!parse_offset(a[1].as_text(), offset)) return zone_problem(a[1].as_text());
    seconds += offset;
  }
  return Value::integer(selector(civil(seconds)));
}

/// Whole units of a duration, towards zero.
Value units(const Value& v, std::int64_t seconds) {
  Time t = v.as_time();
  if (t.seconds < 0 && t.nanos > 0) ++t.seconds;
  return Value::integer(t.seconds / seconds);
}

} // namespace

Value zone_problem(std::string_view zone) {
  std::int64_t offset = 0;
  if (parse_offset(zone, offset)) return {};
  return Value::error("A time zone is \"UTC\" or a fixed offset such as \"+01:00\"; names of places are not "
                      "supported.");
}

bool in_timestamp_range(Time t) { return t.seconds >= first_second && t.seconds <= last_second; }
// The language limits a duration to what nanoseconds in 64 bits hold, 292 years.
bool in_duration_range(Time t) {
  constexpr std::uint32_t most_nanos = 854'775'807;
  if (t.seconds >= 0) return t.seconds < longest || (t.seconds == longest && t.nanos <= most_nanos);
  return t.seconds >= -longest || (t.seconds == -longest - 1 && t.nanos >= billion - most_nanos - 1);
}

Time add_times(Time a, Time b) { // both are within their ranges, so nothing overflows
  const std::int64_t nanos = static_cast<std::int64_t>(a.nanos) + b.nanos;
  return {a.seconds + b.seconds + nanos / billion, static_cast<std::uint32_t>(nanos % billion)};
}
Time subtract_times(Time a, Time b) {
  std::int64_t nanos = static_cast<std::int64_t>(a.nanos) - b.nanos, seconds = a.seconds - b.seconds;
  if (nanos < 0) {
    nanos += billion;
    --seconds;
  }
  return {seconds, static_cast<std::uint32_t>(nanos)};
}

bool parse_timestamp(std::string_view s, Time& out) {
  std::size_t at = 0;
  std::int64_t y = 0, m = 0, d = 0, h = 0, minute = 0, second = 0, nanos = 0, offset = 0;
  if (!digits(s, at, 4, y) || !mark(s, at, '-') || !digits(s, at, 2, m) || !mark(s, at, '-') ||
      !digits(s, at, 2, d) || !(mark(s, at, 'T') || mark(s, at, 't')) || !digits(s, at, 2, h) ||
      !mark(s, at, ':') || !digits(s, at, 2, minute) || !mark(s, at, ':') || !digits(s, at, 2, second))
    return false;
  if (!parse_date(s.substr(0, 10)).known() || h > 23 || minute > 59 || second > 59) return false;
  if (mark(s, at, '.')) {
    std::int64_t unit = billion / 10;
    if (at >= s.size() || !is_digit(s[at])) return false;
    for (; at < s.size() && is_digit(s[at]); ++at, unit /= 10) // finer than a nanosecond: dropped
      nanos += (s[at] - '0') * unit;
  }
  if (at >= s.size()) return false;
  if (s[at] == 'Z' || s[at] == 'z') {
    if (++at != s.size()) return false;
  } else if ((s[at] != '+' && s[at] != '-') || !parse_offset(s.substr(at), offset)) {
    return false;
  }
  const std::int64_t days =
      days_from_civil(static_cast<std::int32_t>(y), static_cast<unsigned>(m), static_cast<unsigned>(d));
  out = {days * day + h * 3600 + minute * 60 + second - offset, static_cast<std::uint32_t>(nanos)};
  return in_timestamp_range(out);
}

bool parse_duration(std::string_view s, Time& out) {
  std::size_t at = 0;
  const bool minus = mark(s, at, '-');
  if (!minus) mark(s, at, '+');
  if (s.substr(at) == "0") {
    out = {};
    return true;
  }
  if (at == s.size()) return false;
  // Seconds and nanoseconds apart, so that no sum of parts overflows before it is compared with the range.
  std::int64_t seconds = 0, nanos = 0;
  while (at < s.size()) {
    std::int64_t whole = 0, fraction = 0, scale = 1;
    bool any = false;
    for (; at < s.size() && is_digit(s[at]); ++at, any = true) {
      const std::int64_t digit = s[at] - '0';
      if (whole > (std::numeric_limits<std::int64_t>::max() - digit) / 10) return false;
      whole = whole * 10 + digit;
    }
    if (mark(s, at, '.'))
      for (; at < s.size() && is_digit(s[at]); ++at, any = true)
        if (scale < billion) { // what is finer than a nanosecond of a second is dropped
          fraction = fraction * 10 + (s[at] - '0');
          scale *= 10;
        }
    if (!any) return false;
    std::size_t end = at;
    while (end < s.size() && s[end] != '.' && !is_digit(s[end])) ++end;
    const std::string_view unit = s.substr(at, end - at);
    at = end;
    std::int64_t in_seconds = 0, in_nanos = 0;
    if (unit == "h")
      in_seconds = 3600;
    else if (unit == "m")
      in_seconds = 60;
    else if (unit == "s")
      in_seconds = 1;
    else if (unit == "ms")
      in_nanos = 1'000'000;
    else if (unit == "us" || unit == "µs" || unit == "μs")
      in_nanos = 1'000;
    else if (unit == "ns")
      in_nanos = 1;
    else
      return false;
    if (in_seconds > 0) {
      if (whole > longest / in_seconds) return false;
      seconds += whole * in_seconds;
      // fraction < scale ≤ 10⁹ and the unit ≤ 3600 s: this stays far below 2⁶³.
      const std::int64_t part = fraction * in_seconds;
      seconds += part / scale;
      nanos += part % scale * (billion / scale);
    } else {
      const std::int64_t each = billion / in_nanos;
      seconds += whole / each;
      nanos += whole % each * in_nanos + fraction * in_nanos / scale;
    }
    seconds += nanos / billion;
    nanos %= billion;
    if (seconds > longest) return false;
  }
  if (minus) {
    seconds = -seconds;
    if (nanos > 0) {
      --seconds;
      nanos = billion - nanos;
    }
  }
  out = {seconds, static_cast<std::uint32_t>(nanos)};
  return in_duration_range(out);
}

void append_timestamp(std::string& out, Time t) {
  const Civil c = civil(t.seconds);
  append_two(out, c.year / 100);
  append_two(out, c.year % 100);
  out += "-";
  append_two(out, c.month);
  out += "-";
  append_two(out, c.day);
  out += "T";
  append_two(out, c.hour);
  out += ":";
  append_two(out, c.minute);
  out += ":";
  append_two(out, c.second);
  append_fraction(out, t.nanos);
  out += "Z";
}

void append_duration(std::string& out, Time t) {
  if (t.seconds < 0) {
    out += "-";
    t.seconds = -t.seconds;
    if (t.nanos > 0) {
      --t.seconds;
      t.nanos = static_cast<std::uint32_t>(billion) - t.nanos;
    }
  }
  out += std::to_string(t.seconds);
  append_fraction(out, t.nanos);
  out += "s";
}

namespace functions {

Value full_year(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.year; });
}
Value month(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.month - 1; });
}
Value day_of_year(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.yearday; });
}
Value day_of_month(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.day - 1; });
}
Value date_of_month(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.day; });
}
Value day_of_week(Arguments a, Meter&) {
  return select(a, [](const Civil& c) { return c.weekday; });
}
Value hours(Arguments a, Meter&) {
  if (a[0].is(Kind::duration)) return units(a[0], 3600);
  return select(a, [](const Civil& c) { return c.hour; });
}
Value minutes(Arguments a, Meter&) {
  if (a[0].is(Kind::duration)) return units(a[0], 60);
  return select(a, [](const Civil& c) { return c.minute; });
}
Value seconds(Arguments a, Meter&) {
  if (a[0].is(Kind::duration)) return units(a[0], 1);
  return select(a, [](const Civil& c) { return c.second; });
}
Value milliseconds(Arguments a, Meter&) {
  const Time t = a[0].as_time();
  std::int64_t nanos = t.nanos; // of a duration: the part that its seconds leave, with its sign
  if (a[0].is(Kind::duration) && t.seconds < 0 && nanos > 0) nanos -= billion;
  if (a.size() > 1) {
    const Value zone = select(a, [](const Civil& c) { return c.second; });
    if (zone.is_error()) return zone;
  }
  return Value::integer(nanos / 1'000'000);
}

} // namespace functions
} // namespace northline::cel
