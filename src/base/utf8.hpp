#pragma once
// Code points of texts that are known to be UTF-8.
#include <cstdint>
#include <string>
#include <string_view>

namespace northline {

inline bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Reads the code point at `at` and moves past it. Text that is not UTF-8 gives 0xFFFFFFFF and moves by one.
inline std::uint32_t next_code_point(std::string_view s, std::size_t& at) {
  constexpr std::uint32_t wrong = 0xFFFFFFFF;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(s[i]));
  };
  const std::uint32_t b = byte(at);
  if (b < 0x80) {
    ++at;
    return b;
  }
  const unsigned n = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
  if (b < 0xC2 || b > 0xF4 || at + n >= s.size()) {
    ++at;
    return wrong;
  }
  std::uint32_t c = b & (0x3FU >> n);
  for (unsigned i = 1; i <= n; ++i) {
    if (!continues(s[at + i])) {
      ++at;
      return wrong;
    }
    c = c << 6 | (byte(at + i) & 0x3F);
  }
  if ((n == 2 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) || (n == 3 && (c < 0x10000 || c > 0x10FFFF))) {
    ++at;
    return wrong;
  }
  at += n + 1;
  return c;
}

inline bool is_utf8(std::string_view s) {
  for (std::size_t at = 0; at < s.size();)
    if (next_code_point(s, at) == 0xFFFFFFFF) return false;
  return true;
}

inline std::size_t count_code_points(std::string_view s) {
  std::size_t n = 0;
  for (const char c : s) n += !continues(c);
  return n;
}

/// The byte at which the code point of this number starts; npos when there are fewer. The end counts as one.
inline std::size_t code_point_offset(std::string_view s, std::size_t index) {
  std::size_t at = 0;
  for (; index > 0; --index) {
    if (at >= s.size()) return std::string_view::npos;
    do ++at;
    while (at < s.size() && continues(s[at]));
  }
  return at;
}

inline void append_code_point(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

} // namespace northline
