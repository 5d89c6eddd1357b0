#include "base/folded_text.hpp"

#include <algorithm>
#include <cstring>

namespace northline {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101ULL, tops = 0x8080808080808080ULL;

/// Eight bytes at once: capitals of ASCII made small.
std::uint64_t small(std::uint64_t w) {
  const std::uint64_t seven = w & ~tops;
  const std::uint64_t from_a = seven + (0x80 - 'A') * ones, above_z = seven + (0x7F - 'Z') * ones;
  return w | ((from_a ^ above_z) & ~w & tops) >> 2;
}
/// The top bit of each of eight bytes that is a blank.
std::uint64_t blanks(std::uint64_t w) {
  const std::uint64_t x = w ^ ' ' * ones;
  return ~(((x & ~tops) + ~tops) | x | ~tops);
}

} // namespace

std::string folded(std::string_view text) {
  std::string s;
  for (const char c : text)
    if (c != ' ' || (!s.empty() && s.back() != ' '))
      s.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  if (!s.empty() && s.back() == ' ') s.pop_back();
  return s;
}

std::uint32_t folded_hash(std::string_view text) {
  if (text.empty()) return 0;
  bool tidy = text.front() != ' ' && text.back() != ' ';
  std::uint64_t h = 0xCBF29CE484222325ULL ^ text.size();
  for (std::size_t at = 0; tidy && at < text.size();
       at += 7) { // by seven, so that two blanks are seen together
    std::uint64_t w = 0;
    std::memcpy(&w, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    const std::uint64_t gaps = blanks(w);
    tidy = (gaps & (gaps << 8)) == 0;
    h = (h ^ small(w)) * 0x9E3779B97F4A7C15ULL;
    h ^= h >> 32;
  }
  if (!tidy) return folded_hash(folded(text));
  return static_cast<std::uint32_t>(h ^ (h >> 29)) | 1U;
}

} // namespace northline
