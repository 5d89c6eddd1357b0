#include "report/stats.hpp"

#include "base/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

std::vector<CheckTime> slowest_first(const Findings& f) {
  std::vector<CheckTime> all = f.times();
  std::stable_sort(all.begin(), all.end(), [](const CheckTime& a, const CheckTime& b) {
    return a.nanoseconds != b.nanoseconds ? a.nanoseconds > b.nanoseconds : a.rule->code < b.rule->code;
  });
  return all;
}
double milliseconds(std::uint64_t nanoseconds) {
  return std::round(static_cast<double>(nanoseconds) / 1000) / 1000; // to the microsecond
}

} // namespace

std::string stats_text(const Findings& f) {
  std::string out = fmt::format("{:<8}{:<32}{:>12}{:>10}\n", "code", "name", "ms", "findings");
  std::uint64_t time = 0, found = 0;
  for (const CheckTime& t : slowest_first(f)) {
    out += fmt::format("{:<8}{:<32}{:>12.3f}{:>10}\n", t.rule->code, t.rule->name,
                       milliseconds(t.nanoseconds), t.findings);
    time += t.nanoseconds;
    found += t.findings;
  }
  return out + fmt::format("{:<40}{:>12.3f}{:>10}\n", "all", milliseconds(time), found);
}

std::string stats_json(const Findings& f) {
  std::string out = "{\"milliseconds\":";
  std::uint64_t time = 0;
  for (const CheckTime& t : f.times()) time += t.nanoseconds;
  append_number(out, milliseconds(time));
  out += ",\"checks\":[";
  bool first = true;
  for (const CheckTime& t : slowest_first(f)) {
    out += first ? "{\"code\":" : ",{\"code\":";
    first = false;
    append_json_string(out, t.rule->code);
    out += ",\"milliseconds\":";
    append_number(out, milliseconds(t.nanoseconds));
    out += ",\"findings\":" + std::to_string(t.findings) + "}";
  }
  return out + "]}";
}

} // namespace northline
