// "%s of %d".format([...]).
#include "check/cel/functions.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace northline::cel::functions {

namespace {

/// As %s shows it; false when such values have no text.
bool append_value(std::string& out, const Value& v, Meter& meter) {
  meter.step();
  const std::size_t before = out.size();
  switch (v.kind()) {
  case Kind::null:
    out += "null";
    break;
  case Kind::boolean:
    out += v.as_boolean() ? "true" : "false";
    break;
  case Kind::integer:
    out += std::to_string(v.as_integer());
    break;
  case Kind::natural:
    out += std::to_string(v.as_natural());
    break;
  case Kind::real:
    append_double(out, v.as_real());
    break;
  case Kind::text:
  case Kind::bytes:
  case Kind::type:
    meter.allocate(v.as_text().size());
    for (std::size_t at = 0; at < v.as_text().size();) {
      const std::uint32_t c = next_code_point(v.as_text(), at);
      append_code_point(out, c == 0xFFFFFFFF ? 0xFFFD : c);
    }
    break;
  case Kind::timestamp:
    append_timestamp(out, v.as_time());
    break;
  case Kind::duration:
    append_duration(out, v.as_time());
    break;
  case Kind::list: {
    out += "[";
    bool first = true;
    for (const Value& item : v.as_list()) {
      if (!first) out += ", ";
      first = false;
      if (!append_value(out, item, meter)) return false;
    }
    out += "]";
    break;
  }
  case Kind::map: {
    std::vector<std::pair<std::string, const Value*>> entries;
    for (const auto& [key, value] : v.as_map().entries()) {
      entries.emplace_back(std::string(), &value);
      if (!append_value(entries.back().first, key, meter)) return false;
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    out += "{";
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0) out += ", ";
      out += entries[i].first + ": ";
      if (!append_value(out, *entries[i].second, meter)) return false;
    }
    out += "}";
    break;
  }
  default:
    return false;
  }
  meter.allocate(out.size() - before);
  return true;
}

void append_based(std::string& out, std::uint64_t value, bool negative, unsigned base, bool upper) {
  if (negative) out += "-";
  out += base == 2    ? fmt::format("{:b}", value)
         : base == 8  ? fmt::format("{:o}", value)
         : base == 10 ? fmt::format("{}", value)
         : upper      ? fmt::format("{:X}", value)
                      : fmt::format("{:x}", value);
}

Value refused(char clause, const Value& v) {
  return Value::error("%" + std::string(1, clause) + " cannot show " + with_article(type_name(v.kind())) +
                      ".");
}

} // namespace

Value format(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  const List& values = a[1].as_list();
  std::string out;
  std::size_t used = 0;
  meter.allocate(s.size());
  for (std::size_t at = 0; at < s.size();) {
    if (s[at] != '%') {
      out.push_back(s[at++]);
      continue;
    }
    if (++at < s.size() && s[at] == '%') {
      out.push_back('%');
      ++at;
      continue;
    }
    int precision = -1;
    if (at < s.size() && s[at] == '.') {
      ++at;
      precision = 0;
      const std::size_t from = at;
      for (; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at)
        if (precision <= 1000) precision = precision * 10 + (s[at] - '0');
      if (at == from) return Value::error("After %. comes a number of digits.");
      if (precision > 1000) return Value::error("A number is shown with at most 1000 digits.");
    }
    if (at >= s.size()) return Value::error("The format ends within a % clause; %% shows a per cent sign.");
    const char clause = s[at++];
    if (std::string_view("sdfebxXo").find(clause) == std::string_view::npos) {
      std::size_t end = at - 1; // a character may have several bytes
      next_code_point(s, end);
      return Value::error("There is no clause %" + s.substr(at - 1, end - at + 1) +
                          "; there are %s, %d, %f, %e, %b, %x, %X and %o.");
    }
    if (used >= values.size())
      return Value::error("The format shows more values than the " + std::to_string(values.size()) +
                          " it was given.");
    const Value& v = values[used++];
    meter.step();
    meter.allocate(64);
    const bool whole = v.is(Kind::integer) || v.is(Kind::natural);
    const bool negative = v.is(Kind::integer) && v.as_integer() < 0;
    const std::uint64_t size = v.is(Kind::natural) ? v.as_natural()
                               : v.is(Kind::integer)
                                   ? (negative ? 0 - static_cast<std::uint64_t>(v.as_integer())
                                               : static_cast<std::uint64_t>(v.as_integer()))
                                   : 0;
    switch (clause) {
    case 's':
      if (!append_value(out, v, meter)) return refused(clause, v);
      break;
    case 'd':
      if (v.is(Kind::real) && !std::isfinite(v.as_real()))
        append_double(out, v.as_real());
      else if (whole)
        append_based(out, size, negative, 10, false);
      else
        return refused(clause, v);
      break;
    case 'f':
    case 'e': {
      double d = 0;
      if (v.is(Kind::real))
        d = v.as_real();
      else if (whole)
        d = negative ? -static_cast<double>(size) : static_cast<double>(size);
      else if (v.is(Kind::text) &&
               (v.as_text() == "NaN" || v.as_text() == "Infinity" || v.as_text() == "-Infinity"))
        d = v.as_text() == "NaN" ? std::nan("") : v.as_text()[0] == '-' ? -HUGE_VAL : HUGE_VAL;
      else
        return refused(clause, v);
      if (!std::isfinite(d)) {
        append_double(out, d);
      } else {
        const int digits = precision < 0 ? 6 : precision;
        meter.allocate(400 + static_cast<std::uint64_t>(digits));
        out += clause == 'f' ? fmt::format("{:.{}f}", d, digits) : fmt::format("{:.{}e}", d, digits);
      }
      break;
    }
    case 'b':
      if (v.is(Kind::boolean))
        out += v.as_boolean() ? "1" : "0";
      else if (whole)
        append_based(out, size, negative, 2, false);
      else
        return refused(clause, v);
      break;
    case 'x':
    case 'X':
      if (v.is(Kind::text) || v.is(Kind::bytes)) {
        meter.allocate(2 * v.as_text().size());
        for (const char c : v.as_text()) {
          const std::string_view hex = clause == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
          const auto b = static_cast<unsigned char>(c);
          out.push_back(hex[b >> 4]);
          out.push_back(hex[b & 15]);
        }
      } else if (whole) {
        append_based(out, size, negative, 16, clause == 'X');
      } else {
        return refused(clause, v);
      }
      break;
    default: // o
      if (!whole) return refused(clause, v);
      append_based(out, size, negative, 8, false);
      break;
    }
  }
  meter.step(out.size() / 16);
  meter.allocate(text_bytes(out.size()));
  return Value::text(std::move(out));
}

} // namespace northline::cel::functions
