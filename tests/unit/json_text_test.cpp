// Walking accepted JSON text: numbers and strings, each against a slower way of saying the same.
#include "base/json_text.hpp"
#include "support/catch.hpp"

#include <bit>
#include <cstdlib>
#include <random>
#include <string>

using namespace northline;

TEST_CASE("A number is read to the nearest double, and reading ends behind it", "[json]") {
  std::mt19937_64 random(5);
  const auto digits = [&](unsigned least, unsigned most) {
    std::string s;
    for (unsigned n = least + static_cast<unsigned>(random() % (most - least + 1)); n > 0; --n)
      s.push_back(static_cast<char>('0' + random() % 10));
    return s;
  };
  for (int i = 0; i < 40000; ++i) {
    std::string s = random() % 4 == 0 ? "-" : "";
    s += random() % 3 == 0 ? "0" : std::string(1, static_cast<char>('1' + random() % 9)) + digits(0, 18);
    if (random() % 2) s += "." + digits(1, 20);
    if (random() % 4 == 0) s += (random() % 2 ? "e" : "E-") + digits(1, 2);
    const std::string text = "[" + s + (random() % 2 ? ",1]" : "]");
    double x = 0;
    INFO(text);
    CHECK(json::read_number(text, 1, x) == 1 + s.size());
    CHECK(std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(std::strtod(s.c_str(), nullptr)));
    CHECK(std::bit_cast<std::uint64_t>(parse_number(s)) == std::bit_cast<std::uint64_t>(x));
  }
}

TEST_CASE("A string ends at its first quote that no backslash hides", "[json]") {
  std::mt19937_64 random(6);
  // Letters that differ from a quote or a backslash in one bit or by one, and bytes beyond ASCII.
  constexpr std::string_view letters = "ab!#[]^\xA2\xDC\x02\x80\xFF \\\\\"\"";
  for (int i = 0; i < 40000; ++i) {
    std::string text(random() % 9, ' ');
    const std::size_t at = text.size();
    text += '"';
    for (std::size_t n = random() % 40; n > 0; --n) text += letters[random() % letters.size()];
    std::size_t end = at + 1, plain = text.size();
    bool closed = false;
    for (; end < text.size() && !closed; ++end) {
      if ((text[end] == '"' || text[end] == '\\') && plain == text.size()) plain = end;
      closed = text[end] == '"';
      if (text[end] == '\\') ++end;
    }
    if (!closed) end = text.size();
    INFO(text);
    CHECK(json::skip_string(text, at) == end);
    CHECK(json::plain_end(text, at + 1) == plain);
  }
}
