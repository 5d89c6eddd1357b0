// Functions of strings. Positions count code points from zero.
#include "check/cel/functions.hpp"

#include "base/utf8.hpp"
#include "check/cel/pattern.hpp"

#include <algorithm>

namespace northline::cel::functions {

namespace {

constexpr auto npos = std::string_view::npos;

Value text(std::string s, Meter& meter) {
  meter.step(s.size() / 16);
  meter.allocate(text_bytes(s.size()));
  return Value::text(std::move(s));
}
Value text_of(std::string_view s, Meter& meter) { return text(std::string(s), meter); }

/// In the worst case a search compares each byte of the text with each of what is looked for.
void searching(std::string_view s, std::string_view what, Meter& meter) {
  meter.step(1 + s.size() / 16 + s.size() * what.size() / 1024);
}

Value out_of_range(std::int64_t index) {
  return Value::error("The position " + std::to_string(index) + " lies outside the string.");
}

/// The byte of a position, or npos when it lies outside.
std::size_t offset_of(std::string_view s, std::int64_t index) {
  return index < 0 ? npos : code_point_offset(s, static_cast<std::size_t>(index));
}
Value position(std::string_view s, std::size_t offset) {
  return Value::integer(offset == npos ? -1
                                       : static_cast<std::int64_t>(count_code_points(s.substr(0, offset))));
}

bool is_white(std::uint32_t c) { // Unicode's White_Space
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

} // namespace

Value contains(Arguments a, Meter& meter) {
  searching(a[0].as_text(), a[1].as_text(), meter);
  return Value::boolean(a[0].as_text().find(a[1].as_text()) != npos);
}
Value starts_with(Arguments a, Meter& meter) {
  meter.step(a[1].as_text().size() / 64);
  return Value::boolean(a[0].as_text().starts_with(a[1].as_text()));
}
Value ends_with(Arguments a, Meter& meter) {
  meter.step(a[1].as_text().size() / 64);
  return Value::boolean(a[0].as_text().ends_with(a[1].as_text()));
}

Value matches(Arguments a, Meter& meter) {
  // Patterns written in the expression are compiled when it is loaded; this one was computed.
  meter.step(2000 + 20 * std::min(a[1].as_text().size(), Pattern::longest));
  std::string problem;
  const auto pattern = Pattern::compile(a[1].as_text(), problem);
  if (!pattern) return Value::error(problem);
  return Value::boolean(pattern->occurs_in(a[0].as_text(), meter));
}

Value char_at(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  meter.step(s.size() / 64);
  std::size_t at = offset_of(s, a[1].as_integer());
  if (at == npos) return out_of_range(a[1].as_integer());
  if (at == s.size()) return text({}, meter);
  const std::size_t from = at;
  next_code_point(s, at);
  return text(s.substr(from, at - from), meter);
}

Value index_of(Arguments a, Meter& meter) {
  const std::string &s = a[0].as_text(), &what = a[1].as_text();
  searching(s, what, meter);
  std::size_t from = 0;
  if (a.size() > 2) {
    from = offset_of(s, a[2].as_integer());
    if (from == npos) return out_of_range(a[2].as_integer());
  }
  return position(s, s.find(what, from));
}

Value last_index_of(Arguments a, Meter& meter) {
  const std::string &s = a[0].as_text(), &what = a[1].as_text();
  searching(s, what, meter);
  std::size_t from = npos;
  if (a.size() > 2) {
    from = offset_of(s, a[2].as_integer());
    if (from == npos) return out_of_range(a[2].as_integer());
  }
  return position(s, s.rfind(what, from));
}

Value lower_ascii(Arguments a, Meter& meter) {
  std::string s = a[0].as_text();
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text(std::move(s), meter);
}
Value upper_ascii(Arguments a, Meter& meter) {
  std::string s = a[0].as_text();
  for (char& c : s)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text(std::move(s), meter);
}

Value replace(Arguments a, Meter& meter) {
  const std::string &s = a[0].as_text(), &what = a[1].as_text(), &with = a[2].as_text();
  std::int64_t left = a.size() > 3 ? a[3].as_integer() : -1;
  searching(s, what, meter);
  std::string out;
  std::size_t at = 0;
  const auto put = [&](std::string_view part) {
    meter.allocate(part.size());
    out += part;
  };
  if (what.empty()) { // before each character, and at the end
    while (left != 0) {
      put(with);
      if (left > 0) --left;
      if (at == s.size()) return text(std::move(out), meter);
      const std::size_t from = at;
      next_code_point(s, at);
      put(std::string_view(s).substr(from, at - from));
    }
  }
  while (left != 0 && !what.empty()) {
    const std::size_t found = s.find(what, at);
    if (found == npos) break;
    put(std::string_view(s).substr(at, found - at));
    put(with);
    at = found + what.size();
    if (left > 0) --left;
  }
  put(std::string_view(s).substr(at));
  return text(std::move(out), meter);
}

Value split(Arguments a, Meter& meter) {
  const std::string &s = a[0].as_text(), &by = a[1].as_text();
  const std::int64_t most = a.size() > 2 ? a[2].as_integer() : -1;
  searching(s, by, meter);
  List parts;
  std::size_t at = 0;
  if (most == 0) return Value::list(std::move(parts));
  const auto part = [&](std::size_t to) {
    meter.allocate(sizeof(Value));
    parts.push_back(text_of(std::string_view(s).substr(at, to - at), meter));
  };
  while (most < 0 || static_cast<std::int64_t>(parts.size()) + 1 < most) {
    if (by.empty()) { // one character each
      std::size_t next = at;
      if (at == s.size()) return Value::list(std::move(parts));
      next_code_point(s, next);
      if (next == s.size()) break;
      part(next);
      at = next;
      continue;
    }
    const std::size_t found = s.find(by, at);
    if (found == npos) break;
    part(found);
    at = found + by.size();
  }
  part(s.size());
  meter.allocate(list_bytes(0));
  return Value::list(std::move(parts));
}

Value substring(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  meter.step(s.size() / 64);
  const std::size_t from = offset_of(s, a[1].as_integer());
  if (from == npos) return out_of_range(a[1].as_integer());
  std::size_t to = s.size();
  if (a.size() > 2) {
    to = offset_of(s, a[2].as_integer());
    if (to == npos) return out_of_range(a[2].as_integer());
    if (to < from) return Value::error("A substring cannot end before it starts.");
  }
  return text(s.substr(from, to - from), meter);
}

Value trim(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  meter.step(s.size() / 16);
  std::size_t from = s.size(), to = s.size();
  bool any = false;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    if (is_white(next_code_point(s, at))) continue;
    if (!any) from = here;
    any = true;
    to = at;
  }
  return text(s.substr(from, to - from), meter);
}

Value join(Arguments a, Meter& meter) {
  const std::string_view between = a.size() > 1 ? std::string_view(a[1].as_text()) : std::string_view();
  std::string out;
  const List& parts = a[0].as_list();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].is(Kind::text))
      return Value::error("join() takes a list of strings, and this one holds " +
                          with_article(type_name(parts[i].kind())) + ".");
    meter.step();
    meter.allocate(parts[i].as_text().size() + between.size());
    if (i > 0) out += between;
    out += parts[i].as_text();
  }
  return text(std::move(out), meter);
}

Value quote(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  std::string out = "\"";
  for (std::size_t at = 0; at < s.size();) {
    const std::uint32_t c = next_code_point(s, at);
    constexpr std::string_view special = "\a\b\f\n\r\t\v\\\"", letter = "abfnrtv\\\"";
    const std::size_t i = c < 0x80 ? special.find(static_cast<char>(c)) : npos;
    if (i != npos && c != 0) {
      out.push_back('\\');
      out.push_back(letter[i]);
    } else {
      append_code_point(out, c == 0xFFFFFFFF ? 0xFFFD : c);
    }
  }
  out.push_back('"');
  return text(std::move(out), meter);
}

Value reverse(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  std::string out;
  for (std::size_t end = s.size(); end > 0;) {
    std::size_t from = end - 1;
    while (from > 0 && continues(s[from])) --from;
    out.append(s, from, end - from);
    end = from;
  }
  return text(std::move(out), meter);
}

namespace {
constexpr std::string_view digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

Value base64_encode(Arguments a, Meter& meter) {
  const std::string& s = a[0].as_text();
  std::string out;
  for (std::size_t i = 0; i < s.size(); i += 3) {
    std::uint32_t three = 0;
    const std::size_t n = std::min<std::size_t>(3, s.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (k < n ? static_cast<std::uint32_t>(static_cast<unsigned char>(s[i + k])) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out.push_back(k <= n ? digits64[three >> (18 - 6 * k) & 63] : '=');
  }
  return text(std::move(out), meter);
}

Value base64_decode(Arguments a, Meter& meter) {
  std::string_view s = a[0].as_text();
  meter.step(s.size() / 16);
  for (int i = 0; i < 2 && s.ends_with('='); ++i) s.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : s) {
    const std::size_t d = digits64.find(c);
    if (d == npos || c == '\0') return Value::error("This string is not base64.");
    bits = bits << 6 | static_cast<std::uint32_t>(d);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<char>(bits >> held & 0xFF));
    }
  }
  if (s.size() % 4 == 1 || (a[0].as_text().size() != s.size() && a[0].as_text().size() % 4 != 0))
    return Value::error("This string is not base64.");
  meter.allocate(text_bytes(out.size()));
  return Value::bytes(std::move(out));
}

} // namespace northline::cel::functions
