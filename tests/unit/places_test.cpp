#include "base/text.hpp"
#include "support/catch.hpp"

#include <random>
#include <string>

using northline::Place;
using northline::PlaceFinder;

namespace {

/// From the top each time, one byte after the other.
Place slow_place(std::string_view text, std::size_t offset) {
  Place p{1, 1};
  const std::size_t start = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  for (std::size_t i = start; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++p.line;
      p.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
      ++p.column;
  }
  return p;
}

} // namespace

TEST_CASE("places: any order of offsets gives what counting from the top gives", "[base]") {
  std::mt19937 random(7);
  for (const char* mark : {"", "\xEF\xBB\xBF"})
    for (int round = 0; round < 200; ++round) {
      std::string text = mark;
      const unsigned pieces = static_cast<unsigned>(random() % 40);
      for (unsigned i = 0; i < pieces; ++i) {
        constexpr const char* parts[] = {
            "a", "\n", "\r\n", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "long words "};
        text += parts[random() % 7];
      }
      if (round % 20 == 0) // over several stretches
        for (int i = 0; i < 9; ++i) text += text.size() < 9000 ? text : "";
      PlaceFinder finder(text);
      for (int i = 0; i < 100; ++i) {
        std::size_t offset = random() % (text.size() + 3);
        // Only the start of a character has a column.
        while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80) ++offset;
        const Place fast = finder.at(offset), any = PlaceFinder(text).at(offset),
                    slow = slow_place(text, offset);
        REQUIRE(fast.line == slow.line);
        REQUIRE(fast.column == slow.column);
        REQUIRE(any.line == slow.line);
        REQUIRE(any.column == slow.column);
      }
    }
}
