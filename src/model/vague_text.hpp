#pragma once
#include <string_view>

namespace northline {

/// Whether a text might be one that tells nobody anything ("TBD", "[insert text]", nothing but blanks), as
/// far as its first two bytes say: true for all of those and for some of the others. Reading asks it of
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
  switch (a) {
  case 't':
    return b == 'b' || b == 'o' || b == '.' || b == '_';
  case 'p':
  case 'c':
    return b == 'l';
  case 'u':
  case 'i':
  case 'e':
    return b == 'n';
  case 'f':
    return b == 'i';
  case 'l':
  case 'y':
    return b == 'o';
  case 'a':
    return b == 'd';
  case 'n':
    return b == 'a';
  case 'x':
    return b == 'x';
  default:
    return a < '0' || a > 'z' || (a > '9' && a < 'a'); // blanks, brackets, dots, nothing at all
  }
}

} // namespace northline
