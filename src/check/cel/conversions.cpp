// Conversions between types, and what is asked of any value.
#include "base/json_text.hpp"

#include "base/utf8.hpp"
#include "check/cel/functions.hpp"

#include <cmath>
#include <fast_float/fast_float.h>
#include <limits>

namespace northline::cel {

void append_double(std::string& out, double d) {
  if (std::isnan(d))
    out += "NaN";
  else if (std::isinf(d))
    out += d < 0 ? "-Infinity" : "Infinity";
  else if (d == 0 && std::signbit(d))
    out += "-0";
  else
    append_number(out, d);
}

namespace functions {

Value size(Arguments a, Meter& meter) {
  switch (a[0].kind()) {
  case Kind::text:
    meter.step(a[0].as_text().size() / 64);
    return Value::integer(static_cast<std::int64_t>(count_code_points(a[0].as_text())));
  case Kind::bytes:
    return Value::integer(static_cast<std::int64_t>(a[0].as_text().size()));
  case Kind::list:
    return Value::integer(static_cast<std::int64_t>(a[0].as_list().size()));
  default:
    return Value::integer(static_cast<std::int64_t>(a[0].as_map().size()));
  }
}

Value type_of(Arguments a, Meter& meter) {
  meter.allocate(text_bytes(32));
  if (a[0].is(Kind::object)) return Value::type(a[0].host().object_name(a[0].object_type()));
  return Value::type(type_name(a[0].kind()));
}

Value as_is(Arguments a, Meter&) { return a[0]; }

Value to_bool(Arguments a, Meter&) {
  const std::string& s = a[0].as_text();
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (s == yes) return Value::boolean(true);
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"})
    if (s == no) return Value::boolean(false);
  return Value::error("This string is neither \"true\" nor \"false\".");
}

Value to_bytes(Arguments a, Meter& meter) {
  meter.allocate(text_bytes(a[0].as_text().size()));
  return Value::bytes(a[0].as_text());
}

static bool whole(std::string_view s, bool& negative, std::uint64_t& out) {
  negative = !s.empty() && s[0] == '-';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  if (s.empty()) return false;
  out = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return false;
    const auto d = static_cast<std::uint64_t>(c - '0');
    if (out > (std::numeric_limits<std::uint64_t>::max() - d) / 10) return false;
    out = out * 10 + d;
  }
  return true;
}

Value to_double(Arguments a, Meter& meter) {
  if (a[0].is(Kind::integer)) return Value::real(static_cast<double>(a[0].as_integer()));
  if (a[0].is(Kind::natural)) return Value::real(static_cast<double>(a[0].as_natural()));
  meter.step(a[0].as_text().size() / 16);
  std::string_view s = a[0].as_text();
  const bool negative = !s.empty() && s[0] == '-';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  double d = 0;
  const auto [end, wrong] = fast_float::from_chars(s.data(), s.data() + s.size(), d);
  if (s.empty() || s[0] == '-' || s[0] == '+' || end != s.data() + s.size() ||
      (wrong != std::errc() && wrong != std::errc::result_out_of_range))
    return Value::error("This string is not a number.");
  return Value::real(negative ? -d : d);
}

Value to_int(Arguments a, Meter& meter) {
  constexpr std::uint64_t limit = std::uint64_t{1} << 63;
  switch (a[0].kind()) {
  case Kind::natural:
    if (a[0].as_natural() >= limit) return Value::error("The number is too large for an int.");
    return Value::integer(static_cast<std::int64_t>(a[0].as_natural()));
  case Kind::real: {
    const double d = a[0].as_real();
    // The ends are out of reach: a double there may stand for a number beyond them.
    if (!(d > -9223372036854775808.0 && d < 9223372036854775808.0))
      return Value::error("The number is out of the range of int.");
    return Value::integer(static_cast<std::int64_t>(d));
  }
  case Kind::timestamp:
    return Value::integer(a[0].as_time().seconds);
  default: {
    meter.step(a[0].as_text().size() / 16);
    bool negative = false;
    std::uint64_t u = 0;
    if (!whole(a[0].as_text(), negative, u)) return Value::error("This string is not a whole number.");
    if (u > (negative ? limit : limit - 1)) return Value::error("The number is out of the range of int.");
    return Value::integer(static_cast<std::int64_t>(negative ? 0 - u : u));
  }
  }
}

Value to_uint(Arguments a, Meter& meter) {
  switch (a[0].kind()) {
  case Kind::integer:
    if (a[0].as_integer() < 0) return Value::error("A uint is never below zero.");
    return Value::natural(static_cast<std::uint64_t>(a[0].as_integer()));
  case Kind::real: {
    const double d = a[0].as_real();
    if (!(d >= 0 && d < 18446744073709551616.0))
      return Value::error("The number is out of the range of uint.");
    return Value::natural(static_cast<std::uint64_t>(d));
  }
  default: {
    meter.step(a[0].as_text().size() / 16);
    bool negative = false;
    std::uint64_t u = 0;
    const std::string& s = a[0].as_text();
    if (s.empty() || s[0] == '-' || !whole(s, negative, u))
      return Value::error("This string is not a whole number of the range of uint.");
    return Value::natural(u);
  }
  }
}

Value to_text(Arguments a, Meter& meter) {
  std::string out;
  switch (a[0].kind()) {
  case Kind::boolean:
    out = a[0].as_boolean() ? "true" : "false";
    break;
  case Kind::integer:
    out = std::to_string(a[0].as_integer());
    break;
  case Kind::natural:
    out = std::to_string(a[0].as_natural());
    break;
  case Kind::real:
    append_double(out, a[0].as_real());
    break;
  case Kind::bytes:
    meter.step(a[0].as_text().size() / 16);
    if (!is_utf8(a[0].as_text())) return Value::error("These bytes are not UTF-8, so they are no string.");
    out = a[0].as_text();
    break;
  case Kind::timestamp:
    append_timestamp(out, a[0].as_time());
    break;
  default:
    append_duration(out, a[0].as_time());
    break;
  }
  meter.allocate(text_bytes(out.size()));
  return Value::text(std::move(out));
}

Value to_timestamp(Arguments a, Meter&) {
  Time t;
  if (a[0].is(Kind::integer)) {
    t.seconds = a[0].as_integer();
    if (!in_timestamp_range(t)) return Value::error("A timestamp is within the years 1 to 9999.");
  } else if (!parse_timestamp(a[0].as_text(), t)) {
    return Value::error("A timestamp is written as 2026-11-21T00:00:00Z, within the years 1 to 9999.");
  }
  return Value::timestamp(t);
}

Value to_duration(Arguments a, Meter&) {
  Time t;
  if (!parse_duration(a[0].as_text(), t))
    return Value::error("A duration is written as 36h, 1h30m or 0.5s, up to ten thousand years.");
  return Value::duration(t);
}

} // namespace functions
} // namespace northline::cel
