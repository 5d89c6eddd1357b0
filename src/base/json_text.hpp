#pragma once
// JSON as text: writing strings and numbers, and walking text that a parser has already accepted.
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace northline {

/// Appends the text as a JSON string with its quotes; only what must be escaped is (RFC 8785 form).
void append_json_string(std::string& out, std::string_view utf8);
std::string json_string(std::string_view utf8); ///< the same by itself

/// Appends the shortest text that reads back to the same double, in ECMAScript's form (RFC 8785).
/// Precondition: finite.
void append_number(std::string& out, double value);

/// Reads a JSON number's text to the nearest double (round half to even).
double parse_number(std::string_view text);

/// Positions within accepted JSON, which may hold comments and trailing commas.
/// All functions expect `at` to lie inside such text and return a position in it.
namespace json {
std::size_t skip_space(std::string_view text, std::size_t at);  ///< past blanks and comments
std::size_t skip_string(std::string_view text, std::size_t at); ///< at a quote → past the closing one
std::size_t skip_value(std::string_view text, std::size_t at);  ///< at a value → past it
/// Whether a number begins here; false at the end of the text.
inline bool starts_number(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '-' || (text[at] >= '0' && text[at] <= '9'));
}
/// At a number → past it; its value as `parse_number` gives it.
std::size_t read_number(std::string_view text, std::size_t at, double& number);
/// The number at `at`; NaN where something else begins.
double number_at(std::string_view text, std::size_t at);
/// From inside a string to its closing quote or first backslash; the text's size if there is neither.
inline std::size_t plain_end(std::string_view text, std::size_t at) {
  if constexpr (std::endian::native == std::endian::little) {
    // Eight bytes at once: a byte that equals the wanted one is 0 after the exclusive or, and the lowest 0 is
    // the lowest whose top bit stays set below. Ids are short, so a search's call would cost more.
    constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
    for (; at + 8 <= text.size(); at += 8) {
      std::uint64_t w = 0;
      std::memcpy(&w, text.data() + at, 8);
      const std::uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
      const std::uint64_t hit = (((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops;
      if (hit) return at + static_cast<std::size_t>(std::countr_zero(hit)) / 8;
    }
  }
  while (at < text.size() && text[at] != '"' && text[at] != '\\') ++at;
  return at;
}
/// The raw text between the quotes of the string that starts at `at`.
std::string_view raw_string(std::string_view text, std::size_t at);
/// Decodes raw string content; returns `raw` itself when it has no escape, else `scratch`.
std::string_view decode(std::string_view raw, std::string& scratch);
/// The string that starts at `at`, decoded: a part of the text when it has no escape, else `scratch`.
std::string_view string_at(std::string_view text, std::size_t at, std::string& scratch);

/// Walks the members of an object or the items of an array.
class Walker {
public:
  /// `at` is at the opening bracket.
  Walker(std::string_view text, std::size_t at);
  bool next(); ///< moves to the next member or item
  bool is_object() const { return object_; }
  std::size_t key_at() const { return key_; }     ///< the key's opening quote
  std::size_t value_at() const { return value_; } ///< the value's first byte
  std::size_t value_end() const { return end_; }
  std::string_view raw_key() const { return raw_string(text_, key_); }
  std::string_view value() const { return text_.substr(value_, end_ - value_); }
  std::size_t end() const { return at_; } ///< after next() returned false: past the closing bracket

private:
  std::string_view text_;
  std::size_t at_, key_ = 0, value_ = 0, end_ = 0;
  bool object_;
};
/// The value of a member of the object at `at`, by decoded name; npos if it has none.
std::size_t find_member(std::string_view text, std::size_t at, std::string_view name);

/// How a value is written again.
struct Style {
  bool compact = false; ///< no blanks at all
  bool numbers = false; ///< numbers in their shortest form instead of byte for byte
};
/// Appends a value without comments. Containers that fit on a line stay on one, as people write them.
void append_formatted(std::string& out, std::string_view text, std::size_t at, unsigned depth, Style style);
/// Appends a value in canonical form (RFC 8785): members sorted by UTF-16 code units, no blanks.
void append_canonical(std::string& out, std::string_view text, std::size_t at);
} // namespace json

} // namespace northline
