#include "base/json_text.hpp"

#include "base/utf8.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace northline {

void append_json_string(std::string& out, std::string_view s) {
  out.push_back('"');
  std::size_t plain = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(s, plain, i - plain);
    plain = i + 1;
    switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default: {
      constexpr char hex[] = "0123456789abcdef";
      out += "\\u00";
      out.push_back(hex[c >> 4]);
      out.push_back(hex[c & 15]);
    }
    }
  }
  out.append(s, plain, s.size() - plain);
  out.push_back('"');
}

std::string json_string(std::string_view s) {
  std::string out;
  append_json_string(out, s);
  return out;
}

void append_number(std::string& out, double value) {
  if (value == 0) { // ECMAScript writes -0 as 0
    out.push_back('0');
    return;
  }
  if (value < 0) {
    out.push_back('-');
    value = -value;
  }
  // {fmt} gives the shortest digits; ECMAScript's layout of them differs in when it uses an exponent.
  char buffer[40];
  const char* end = fmt::format_to(buffer, "{}", value);
  std::string_view s(buffer, static_cast<std::size_t>(end - buffer));
  std::string digits;
  int exponent = 0, point = -1;
  std::size_t e = s.find('e');
  std::string_view mantissa = s.substr(0, e);
  if (e != std::string_view::npos) {
    std::size_t i = e + 1;
    const bool negative = s[i] == '-';
    if (s[i] == '-' || s[i] == '+') ++i;
    for (; i < s.size(); ++i) exponent = exponent * 10 + (s[i] - '0');
    if (negative) exponent = -exponent;
  }
  for (char c : mantissa) {
    if (c == '.')
      point = static_cast<int>(digits.size());
    else
      digits.push_back(c);
  }
  if (point < 0) point = static_cast<int>(digits.size());
  std::size_t lead = digits.find_first_not_of('0');
  digits.erase(0, lead);
  int n = point - static_cast<int>(lead) + exponent; // value = 0.digits × 10^n
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  const int k = static_cast<int>(digits.size());
  if (k <= n && n <= 21) {
    out += digits;
    out.append(static_cast<std::size_t>(n - k), '0');
  } else if (0 < n && n <= 21) {
    out.append(digits, 0, static_cast<std::size_t>(n));
    out.push_back('.');
    out.append(digits, static_cast<std::size_t>(n));
  } else if (-6 < n && n <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-n), '0');
    out += digits;
  } else {
    out.push_back(digits[0]);
    if (k > 1) {
      out.push_back('.');
      out.append(digits, 1);
    }
    out.push_back('e');
    out.push_back(n - 1 < 0 ? '-' : '+');
    fmt::format_to(std::back_inserter(out), "{}", std::abs(n - 1));
  }
}

double parse_number(std::string_view text) {
  double v = 0;
  json::read_number(text, 0, v);
  return v;
}

namespace json {

std::size_t skip_space(std::string_view t, std::size_t at) {
  for (; at < t.size(); ++at) {
    const char c = t[at];
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c != '/' || at + 1 >= t.size()) break;
    if (t[at + 1] == '/') {
      at = t.find('\n', at);
      if (at == std::string_view::npos) return t.size();
    } else {
      at = t.find("*/", at + 2);
      if (at == std::string_view::npos) return t.size();
      ++at;
    }
  }
  return at;
}

std::size_t skip_string(std::string_view t, std::size_t at) {
  for (std::size_t i = at + 1;; i += 2) { // what follows a backslash is no end
    i = plain_end(t, i);
    if (i >= t.size()) return t.size();
    if (t[i] == '"') return i + 1;
  }
}

std::size_t read_number(std::string_view t, std::size_t at, double& number) {
  // Fifteen digits are an integer that a double holds exactly, and so is a power of ten up to the fifteenth:
  // one division then rounds once, to the nearest (Clinger, How to Read Floating Point Numbers Accurately,
  // 1990).
  constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const auto digit = [&](std::size_t i) { return i < t.size() && t[i] >= '0' && t[i] <= '9'; };
  std::size_t end = at;
  const bool negative = t[end] == '-';
  if (negative) ++end;
  const std::size_t first = end;
  std::uint64_t digits = 0;
  for (; digit(end); ++end) digits = digits * 10 + static_cast<std::uint64_t>(t[end] - '0');
  std::size_t count = end - first, places = 0;
  if (end < t.size() && t[end] == '.') {
    const std::size_t point = end++;
    for (; digit(end); ++end) digits = digits * 10 + static_cast<std::uint64_t>(t[end] - '0');
    places = end - point - 1;
    count += places;
  }
  if (const char next = end < t.size() ? t[end] : '\0'; count > 15 || next == 'e' || next == 'E') {
    while (digit(end) ||
           (end < t.size() && (t[end] == 'e' || t[end] == 'E' || t[end] == '+' || t[end] == '-')))
      ++end;
    fast_float::from_chars(t.data() + at, t.data() + end, number);
    return end;
  }
  const double size = static_cast<double>(digits) / powers[places];
  number = negative ? -size : size;
  return end;
}

std::size_t skip_value(std::string_view t, std::size_t at) {
  if (at >= t.size()) return t.size();
  if (t[at] == '"') return skip_string(t, at);
  if (t[at] != '{' && t[at] != '[') {
    for (; at < t.size(); ++at) switch (t[at]) {
      case ',':
      case ']':
      case '}':
      case ' ':
      case '\n':
      case '\r':
      case '\t':
      case '/':
        return at;
      default:
        break;
      }
    return at;
  }
  std::size_t depth = 0;
  while (at < t.size()) {
    switch (t[at]) {
    case '"':
      at = skip_string(t, at);
      continue;
    case '/':
      at = skip_space(t, at);
      continue;
    case '{':
    case '[':
      ++depth;
      break;
    case '}':
    case ']':
      if (--depth == 0) return at + 1;
      break;
    default:
      break;
    }
    ++at;
  }
  return at;
}

std::string_view raw_string(std::string_view t, std::size_t at) {
  const std::size_t end = skip_string(t, at);
  return t.substr(at + 1, end - at - 2);
}

static unsigned hex4(std::string_view s, std::size_t at) {
  unsigned v = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = s[i];
    v = v * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return v;
}

std::string_view decode(std::string_view raw, std::string& scratch) {
  std::size_t slash = raw.find('\\');
  if (slash == std::string_view::npos) return raw;
  scratch.assign(raw, 0, slash);
  for (std::size_t i = slash; i < raw.size();) {
    if (raw[i] != '\\') {
      scratch.push_back(raw[i++]);
      continue;
    }
    const char c = raw[i + 1];
    i += 2;
    switch (c) {
    case 'b':
      scratch.push_back('\b');
      break;
    case 'f':
      scratch.push_back('\f');
      break;
    case 'n':
      scratch.push_back('\n');
      break;
    case 'r':
      scratch.push_back('\r');
      break;
    case 't':
      scratch.push_back('\t');
      break;
    case 'u': {
      unsigned u = hex4(raw, i);
      i += 4;
      if (u >= 0xD800 && u < 0xDC00 && i + 6 <= raw.size()) {
        u = 0x10000 + ((u - 0xD800) << 10) + (hex4(raw, i + 2) - 0xDC00);
        i += 6;
      }
      append_code_point(scratch, u);
      break;
    }
    default:
      scratch.push_back(c);
    }
  }
  return scratch;
}

std::string_view string_at(std::string_view t, std::size_t at, std::string& scratch) {
  const std::size_t end = plain_end(t, at + 1);
  if (end < t.size() && t[end] == '"') return t.substr(at + 1, end - at - 1);
  return decode(raw_string(t, at), scratch);
}

double number_at(std::string_view t, std::size_t at) {
  double number = std::numeric_limits<double>::quiet_NaN();
  if (starts_number(t, at)) read_number(t, at, number);
  return number;
}

Walker::Walker(std::string_view text, std::size_t at) : text_(text), at_(at + 1), object_(text[at] == '{') {}

bool Walker::next() {
  at_ = skip_space(text_, at_);
  if (at_ < text_.size() && text_[at_] == ',') at_ = skip_space(text_, at_ + 1);
  if (at_ >= text_.size() || text_[at_] == '}' || text_[at_] == ']') {
    if (at_ < text_.size()) ++at_;
    return false;
  }
  if (object_) {
    key_ = at_;
    at_ = skip_space(text_, skip_string(text_, at_));
    at_ = skip_space(text_, at_ + 1); // the colon
  }
  value_ = at_;
  end_ = at_ = skip_value(text_, at_);
  return true;
}

std::size_t find_member(std::string_view text, std::size_t at, std::string_view name) {
  std::string scratch;
  for (Walker w(text, at); w.next();)
    if (decode(w.raw_key(), scratch) == name) return w.value_at();
  return std::string_view::npos;
}

static void append_scalar(std::string& out, std::string_view token, bool numbers) {
  if (numbers && starts_number(token, 0)) {
    const double x = parse_number(token);
    if (std::isfinite(x)) return append_number(out, x); // 1e999 is kept as it was written
  }
  out += token;
}

/// Whether the value takes more than `most` bytes on a line, by what has to be written of it whatever the
/// style. Looks no further than that: values are large, and lie within one another.
static bool longer_than(std::string_view t, std::size_t at, std::size_t most) {
  std::size_t least = 0, depth = 0;
  while (least <= most) {
    at = skip_space(t, at);
    if (at >= t.size()) return false;
    const char c = t[at];
    if (c == '"') {
      const std::size_t end = skip_string(t, at);
      least += end - at;
      at = end;
    } else if (c == '{' || c == '[') {
      ++least, ++depth, ++at;
    } else if (c == '}' || c == ']') {
      ++least, --depth, ++at;
    } else if (c == ',' || c == ':') {
      ++at; // the last comma of a list may be one too many
      continue;
    } else {
      ++least; // a number may become shorter
      at = skip_value(t, at);
    }
    if (depth == 0) return least > most;
  }
  return true;
}

/// Gives up as soon as `out` is longer than `most`, and then says false.
static bool append_line(std::string& out, std::string_view text, std::size_t at, Style style,
                        std::size_t most) {
  if (text[at] != '{' && text[at] != '[') {
    append_scalar(out, text.substr(at, skip_value(text, at) - at), style.numbers);
    return out.size() <= most;
  }
  out.push_back(text[at]);
  bool first = true;
  for (Walker w(text, at); w.next();) {
    if (!first) out += style.compact ? "," : ", ";
    first = false;
    if (w.is_object()) {
      out.append(text, w.key_at(), skip_string(text, w.key_at()) - w.key_at());
      out += style.compact ? ":" : ": ";
    }
    if (!append_line(out, text, w.value_at(), style, most)) return false;
  }
  out.push_back(text[at] == '{' ? '}' : ']');
  return out.size() <= most;
}

void append_formatted(std::string& out, std::string_view text, std::size_t at, unsigned depth, Style style) {
  // What fits is decided by what is written, never by how the input was laid out: else writing again what was
  // written would give another text.
  constexpr std::size_t line = 100, any = static_cast<std::size_t>(-1);
  if (style.compact || (text[at] != '{' && text[at] != '[')) {
    append_line(out, text, at, style, any);
    return;
  }
  const std::size_t start = out.size(), indent = 2 * std::size_t{depth};
  if (indent <= line && !longer_than(text, at, line - indent) &&
      append_line(out, text, at, style, start + line - indent))
    return;
  out.resize(start);
  const bool object = text[at] == '{';
  out.push_back(text[at]);
  bool first = true;
  for (Walker w(text, at); w.next();) {
    if (!first) out += ",";
    first = false;
    out.push_back('\n');
    out.append((depth + 1) * 2, ' ');
    if (object) {
      out.append(text, w.key_at(), skip_string(text, w.key_at()) - w.key_at());
      out += ": ";
    }
    append_formatted(out, text, w.value_at(), depth + 1, style);
  }
  if (!first) {
    out.push_back('\n');
    out.append(depth * 2, ' ');
  }
  out.push_back(object ? '}' : ']');
}

// Order of UTF-16 code units: like that of bytes but for characters beyond U+FFFF, whose surrogates sort
// below U+E000.
static bool utf16_less(std::string_view a, std::string_view b) {
  const std::size_t n = a.size() < b.size() ? a.size() : b.size();
  for (std::size_t i = 0; i < n; ++i) {
    const auto x = static_cast<unsigned char>(a[i]), y = static_cast<unsigned char>(b[i]);
    if (x == y) continue;
    const bool high_x = x >= 0xF0, high_y = y >= 0xF0;
    if (high_x != high_y && (high_x ? y : x) >= 0xEE) return high_x;
    return x < y;
  }
  return a.size() < b.size();
}

void append_canonical(std::string& out, std::string_view text, std::size_t at) {
  std::string scratch;
  if (text[at] == '"') return append_json_string(out, string_at(text, at, scratch));
  if (text[at] == '[') {
    out.push_back('[');
    bool first = true;
    for (Walker w(text, at); w.next(); first = false) {
      if (!first) out.push_back(',');
      append_canonical(out, text, w.value_at());
    }
    out.push_back(']');
    return;
  }
  if (text[at] != '{') return append_scalar(out, text.substr(at, skip_value(text, at) - at), true);
  std::vector<std::pair<std::string, std::size_t>> members;
  for (Walker w(text, at); w.next();)
    members.emplace_back(std::string(decode(w.raw_key(), scratch)), w.value_at());
  std::stable_sort(members.begin(), members.end(),
                   [](const auto& a, const auto& b) { return utf16_less(a.first, b.first); });
  out.push_back('{');
  bool first = true;
  for (const auto& [name, value] : members) {
    if (!first) out.push_back(',');
    first = false;
    append_json_string(out, name);
    out.push_back(':');
    append_canonical(out, text, value);
  }
  out.push_back('}');
}

} // namespace json
} // namespace northline
