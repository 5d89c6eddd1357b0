#pragma once
#include <string_view>

namespace northline {

/// Whether a text might be one that tells nobody anything ("TBD", "[insert text]", nothing but blanks), as
/// far as its first three bytes say: true for all of those and for some of the others. Reading asks it of
/// every text while it has it at hand, so that no check need go back to all of them.
inline bool may_be_vague(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    const unsigned char c = i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  };
  const unsigned char a = byte(0), b = byte(1);
  if (a >= 0x80) // of the characters beyond ASCII, the blanks and "…" only
    return (a == 0xC2 && b == 0xA0) || (a == 0xE2 && b == 0x80) || (a == 0xE3 && b == 0x80) ||
           (a == 0xEF && b == 0xBB);
  const char third = static_cast<char>(byte(2));
  // A third byte that is no letter may be a blank or a bracket, which count for nothing.
  const auto next = [&](std::string_view wanted) {
    return third < 'a' || third > 'z' || wanted.find(third) != std::string_view::npos;
  };
  switch (a) {
  case 't': // tbd, tba, tbc, t.b.d, todo, to be
    return b == '.' || b == '_' || (b == 'b' && next("dac")) || (b == 'o' && next("d"));
  case 'p': // placeholder
    return b == 'l' && next("a");
  case 'c': // click
    return b == 'l' && next("i");
  case 'u': // untitled
    return b == 'n' && next("t");
  case 'i': // insert
    return b == 'n' && next("s");
  case 'e': // enter
    return b == 'n' && next("t");
  case 'f': // fill, fixme
    return b == 'i' && next("lx");
  case 'l': // lorem
    return b == 'o' && next("r");
  case 'y': // your
    return b == 'o' && next("u");
  case 'a': // add
    return b == 'd' && next("d");
  case 'n': // name
    return b == 'a' && next("m");
  case 'x':
    return b == 'x' && next("x");
  default:
    return a < '0' || a > 'z' || (a > '9' && a < 'a'); // blanks, brackets, dots, nothing at all
  }
}

} // namespace northline
