#include "check/page_text.hpp"
#include "support/catch.hpp"

using northline::without_links;

TEST_CASE("Pages for the terminal keep the words of a link and leave its target out") {
  CHECK(without_links("Source: [StratML](../sources.md#stratml), Part 2.") == "Source: StratML, Part 2.");
  CHECK(without_links("[profile for small\norganisations](../c.md) and [b](x).") ==
        "profile for small\norganisations and b.");
  CHECK(without_links("[RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)!") ==
        "RFC 8259 (https://www.rfc-editor.org/rfc/rfc8259)!");
}

TEST_CASE("Brackets that are no links stay") {
  for (const char* text :
       {"", "`[1, 2]`", "[a] (b)", "[a", "a](b)", "[a](b", "[To be determined]", "[[", "[]", "][", "x[y]"})
    CHECK(without_links(text) == text);
  CHECK(without_links("[a [b](c)") == "[a b");
  CHECK(without_links("[a][b](c)") == "[a]b");
}

TEST_CASE("Blocks of code stay as they are") {
  CHECK(without_links("[a](b)\n```json\n[\"x\"](y)\n```\n[c](d)") == "a\n```json\n[\"x\"](y)\n```\nc");
  CHECK(without_links("```\n[a](b)") == "```\na"); // a block that is never closed is none
}
