#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace northline {

/// A civil day without zone, as days since 1970-01-01 in the proleptic Gregorian calendar; may be unknown.
struct Date {
  static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();
  std::int32_t days = unknown;
  constexpr bool known() const { return days != unknown; }
  friend constexpr bool operator==(Date, Date) = default;
  friend constexpr auto operator<=>(Date a, Date b) { return a.days <=> b.days; }
  friend constexpr std::int32_t operator-(Date a, Date b) { return a.days - b.days; }
  constexpr Date operator+(std::int32_t n) const { return {days + n}; }
};

constexpr std::int32_t days_from_civil(std::int32_t y, unsigned m, unsigned d) {
  y -= m <= 2;
  const std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m + (m > 2 ? static_cast<unsigned>(-3) : 9)) + 2) / 5 + d - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<std::int32_t>(doe) - 719468;
}
constexpr void civil_from_days(std::int32_t z, std::int32_t& y, unsigned& m, unsigned& d) {
  z += 719468;
  const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  d = doy - (153 * mp + 2) / 5 + 1;
  m = mp < 10 ? mp + 3 : mp - 9;
  y = static_cast<std::int32_t>(yoe) + era * 400 + (m <= 2);
}

/// Whether the text has the shape of a date; a day that does not exist (2026-02-30) still has it.
constexpr bool date_shape(std::string_view s) {
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return false;
  for (unsigned i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (s[i] < '0' || s[i] > '9') return false;
  const int m = (s[5] - '0') * 10 + (s[6] - '0'), d = (s[8] - '0') * 10 + (s[9] - '0');
  return m >= 1 && m <= 12 && d >= 1 && d <= 31;
}
/// The day, or an unknown one if the text is not a date or the day does not exist.
constexpr Date parse_date(std::string_view s) {
  if (!date_shape(s)) return {};
  const int y = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
  const unsigned m = static_cast<unsigned>((s[5] - '0') * 10 + (s[6] - '0'));
  const unsigned d = static_cast<unsigned>((s[8] - '0') * 10 + (s[9] - '0'));
  constexpr unsigned char length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  if (d > length[m - 1] + (m == 2 && leap ? 1U : 0U)) return {};
  return {days_from_civil(y, m, d)};
}
inline std::string to_string(Date date) {
  if (!date.known()) return "unknown";
  std::int32_t y = 0;
  unsigned m = 0, d = 0;
  civil_from_days(date.days, y, m, d);
  std::string s = "0000-00-00";
  for (int i = 3; i >= 0; --i, y /= 10) s[static_cast<unsigned>(i)] = static_cast<char>('0' + y % 10);
  s[5] = static_cast<char>('0' + m / 10);
  s[6] = static_cast<char>('0' + m % 10);
  s[8] = static_cast<char>('0' + d / 10);
  s[9] = static_cast<char>('0' + d % 10);
  return s;
}
/// The Monday of the ISO week that the day is in.
constexpr Date monday_of(Date d) {
  const std::int32_t weekday = ((d.days + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
  return {d.days - weekday};
}

} // namespace northline
