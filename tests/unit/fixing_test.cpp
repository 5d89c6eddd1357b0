// Fixes on text: what the patch does not speak of stays byte for byte, and every edit can be undone.
#include "base/error.hpp"
#include "base/json_text.hpp"
#include "check/configuration.hpp"
#include "io/json_patch.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "report/fixing.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace northline;

namespace {

std::string patched(const std::string& text, const std::string& patch) {
  const auto edits = patch_edits(text, patch);
  const std::string out = apply_edits(text, edits);
  CHECK(apply_edits(out, inverse_edits(text, edits)) == text);
  return out;
}

/// The documents that have the finding, one for each check, and those of tests/cases/fixes.json.
std::vector<std::pair<std::string, std::string>> examples() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& entry : std::filesystem::directory_iterator(NORTHLINE_SOURCE_DIR "/examples/checks")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream s;
    s << file.rdbuf();
    const std::string pair = s.str();
    const std::size_t at = json::find_member(pair, pair.find('{'), "bad");
    REQUIRE(at != std::string::npos);
    all.emplace_back(entry.path().stem().string(), pair.substr(at, json::skip_value(pair, at) - at));
  }
  std::sort(all.begin(), all.end());
  std::ifstream file(NORTHLINE_SOURCE_DIR "/tests/cases/fixes.json", std::ios::binary);
  std::stringstream s;
  s << file.rdbuf();
  const std::string cases = s.str();
  std::string scratch;
  for (json::Walker one(cases, json::find_member(cases, 0, "cases")); one.next();) {
    const std::size_t code = json::find_member(cases, one.value_at(), "code"),
                      bad = json::find_member(cases, one.value_at(), "bad");
    all.emplace_back(json::string_at(cases, code, scratch),
                     cases.substr(bad, json::skip_value(cases, bad) - bad));
  }
  return all;
}

std::string with_comments(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c == '\n')
      out += " // kept\r\n";
    else
      out.push_back(c);
  return out + "\r\n";
}

std::string rewritten(const std::string& text) {
  return write_json(View(read_json(Text::own(text))), {true, true});
}

} // namespace

TEST_CASE("JSON Patch on text: removing", "[patch]") {
  CHECK(patched(R"({"a": 1, "b": 2})", R"([{"op":"remove","path":"/a"}])") == R"({"b": 2})");
  CHECK(patched(R"({"a": 1, "b": 2})", R"([{"op":"remove","path":"/b"}])") == R"({"a": 1})");
  CHECK(patched(R"({"a": 1})", R"([{"op":"remove","path":"/a"}])") == "{}");
  CHECK(patched("{\n  \"a\": 1,\n  \"b\": 2\n}", R"([{"op":"remove","path":"/b"}])") == "{\n  \"a\": 1\n}");
  CHECK(patched("{\n  \"a\": 1,\n  \"b\": 2,\n}", R"([{"op":"remove","path":"/b"}])") == "{\n  \"a\": 1,\n}");
  CHECK(patched("{\n  \"a\": 1, // kept\n  \"b\": 2\n}", R"([{"op":"remove","path":"/b"}])") ==
        "{\n  \"a\": 1 // kept\n}");
  CHECK(patched("{\n  \"a\": 1, // of a\n  \"b\": 2\n}", R"([{"op":"remove","path":"/a"}])") ==
        "{\n  // of a\n  \"b\": 2\n}");
  CHECK(patched("{\n  // alone\n  \"a\": 1\n}", R"([{"op":"remove","path":"/a"}])") ==
        "{\n  // alone\n  \n}");
  CHECK(patched(R"({"l": [1, 2, 3]})", R"([{"op":"remove","path":"/l/1"}])") == R"({"l": [1, 3]})");
  CHECK(patched(R"({"l": [1, 2, 3]})", R"([{"op":"remove","path":"/l/2"}])") == R"({"l": [1, 2]})");
  CHECK(patched(R"({"x~/y": 1})", R"([{"op":"remove","path":"/x~0~1y"}])") == "{}");
}

TEST_CASE("JSON Patch on text: new lines end as those that are there", "[patch]") {
  const std::string text = "{\r\n  \"a\": {\r\n    \"b\": 1\r\n  },\r\n  \"l\": [\r\n    1\r\n  ]\r\n}\r\n";
  for (
      const char* patch :
      {R"([{"op":"add","path":"/a/c","value":2}])", R"([{"op":"add","path":"/l/-","value":2}])",
       R"([{"op":"add","path":"/l/0","value":0}])", R"([{"op":"add","path":"/d","value":{}}])",
       R"([{"op":"add","path":"/d","value":{"long":"long words that need a line","of":["the","list",{"x":1}],"more":"and more words than fit into one line of the file"}}])"}) {
    const std::string out = patched(text, patch);
    INFO(out);
    for (std::size_t i = 0; i < out.size(); ++i)
      if (out[i] == '\n') CHECK((i > 0 && out[i - 1] == '\r'));
  }
}

TEST_CASE("JSON Patch on text: adding and replacing", "[patch]") {
  CHECK(patched(R"({"a": 1})", R"([{"op":"add","path":"/b","value":"x"}])") == R"({"a": 1, "b": "x"})");
  CHECK(patched("{}", R"([{"op":"add","path":"/b","value":[1,2]}])") == R"({"b": [1, 2]})");
  CHECK(patched("{\n  \"a\": 1\n}", R"([{"op":"add","path":"/b","value":2}])") ==
        "{\n  \"a\": 1,\n  \"b\": 2\n}");
  CHECK(patched("{\n  \"a\": 1,\n}", R"([{"op":"add","path":"/b","value":2}])") ==
        "{\n  \"a\": 1,\n  \"b\": 2,\n}");
  CHECK(patched("{\n  \"a\": 1 // why\n}", R"([{"op":"add","path":"/b","value":2}])") ==
        "{\n  \"a\": 1, // why\n  \"b\": 2\n}");
  CHECK(patched(R"({"a": {"b": 1.50}, "c": 1e3})", R"([{"op":"replace","path":"/a/b","value":2}])") ==
        R"({"a": {"b": 2}, "c": 1e3})");
  CHECK(patched(R"({"l": [1]})", R"([{"op":"add","path":"/l/-","value":2}])") == R"({"l": [1, 2]})");
  CHECK(patched(R"({"l": [1]})", R"([{"op":"add","path":"/l/0","value":0}])") == R"({"l": [0, 1]})");
  CHECK(patched(R"({"l": []})", R"([{"op":"add","path":"/l/0","value":0}])") == R"({"l": [0]})");
  CHECK(
      patched(
          R"({"a": 1})",
          R"([{"op":"test","path":"/a","value":1.0},{"op":"add","path":"/é","value":2},{"op":"remove","path":"/a"}])") ==
      R"({"é": 2})");
}

TEST_CASE("JSON Patch on text: moving", "[patch]") {
  CHECK(patched(R"({"tittle": "T", "b": 2})", R"([{"op":"move","from":"/tittle","path":"/title"}])") ==
        R"({"title": "T", "b": 2})");
  CHECK(patched(R"({"a": {"x": 1, "y": 2}, "b": {}})", R"([{"op":"move","from":"/a/x","path":"/b/x"}])") ==
        R"({"a": {"y": 2}, "b": {"x": 1}})");
  CHECK(patched(R"({"a": 1, "b": 2})", R"([{"op":"move","from":"/a","path":"/b"}])") == R"({"b": 1})");
}

TEST_CASE("JSON Patch on text: what cannot be done is refused with its place", "[patch]") {
  for (const char* patch :
       {R"([{"op":"remove","path":"/b"}])", R"([{"op":"replace","path":"/a/b","value":1}])",
        R"([{"op":"test","path":"/a","value":2}])", R"([{"op":"add","path":"/l/7","value":1}])",
        R"([{"op":"move","path":"/c","from":"/b"}])", R"([{"op":"copy","path":"/c","from":"/a"}])",
        R"([{"op":"remove","path":""}])"}) {
    INFO(patch);
    try {
      (void)patch_edits(R"({"a": 1, "l": [1]})", patch);
      FAIL("accepted");
    } catch (const Error& e) {
      CHECK(e.status() == Status::refused);
    }
  }
}

TEST_CASE("fixes: safe ones are carried out, others wait for a person", "[patch]") {
  const std::string text = "{\n  \"northline\": 1,\n  \"title\": \"T\", // the plan\n"
                           "  \"goals\": {\"g\": {\"title\": \"Grow trust\", \"owned_by\": [\"p\", \"p\"], "
                           "\"description\": \"TBD\"}},\n"
                           "  \"stakeholders\": {\"p\": {\"title\": \"Head of service\"}}\n}\n";
  FixOptions how;
  const FixResult safe = fix_text(text, how);
  REQUIRE(safe.mended.size() == 1);
  CHECK(safe.mended[0].code == "NL006");
  CHECK(safe.left >= 1);
  CHECK(safe.text.find("// the plan") != std::string::npos);
  CHECK(safe.text.find("TBD") != std::string::npos);
  how.unsafe = true;
  const FixResult all = fix_text(text, how);
  CHECK(all.text.find("TBD") == std::string::npos);
  CHECK(fix_text(all.text, how).text == all.text);
}

TEST_CASE("fixes: the difference can be read, line by line", "[patch]") {
  CHECK(unified_diff("a\nb\nc\n", "a\nb\nc\n", "f").empty());
  CHECK(unified_diff("a\nb\nc\n", "a\nx\nc\n", "f") == "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  CHECK(
      unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n6\n7\n8\n9\nend", "f") ==
      "--- f\n+++ f\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n 9\n+end\n\\ No newline at end of file\n");
  CHECK(unified_diff("", "a\n", "f") == "--- f\n+++ f\n@@ -0,0 +1,1 @@\n+a\n");
}

TEST_CASE("fixes: of every check, also suggestions, on text with comments", "[patch][fix]") {
  CheckOptions options;
  options.as_of = parse_date("2026-11-21");
  options.configurations.push_back(read_configuration(
      R"({"packs": {"okr": true, "measurement": true, "governance": true, "money": true, "channels": true,
          "public-sector": true, "landscape": true, "clover": true, "five-steps": true,
          "channels-later": true, "smacad": true}})",
      "test"));
  unsigned fixes = 0;
  for (const auto& [code, bad] : examples()) {
    const std::string text = with_comments(bad);
    const auto findings = run_checks(View(read_json(Text::own(text))), options);
    for (std::size_t i = 0; i < findings->size(); ++i) {
      const auto fix = findings->fix(i);
      if (!fix || fix->patch.empty()) continue;
      INFO(code << ": " << fix->title << " " << fix->patch);
      ++fixes;
      CHECK(fix->title.find('{') == std::string::npos); // every place of the title has its value
      const std::string out = patched(text, fix->patch);
      for (std::size_t at = out.find('\n'); at != std::string::npos; at = out.find('\n', at + 1))
        CHECK((at > 0 && out[at - 1] == '\r'));
      // However the document is laid out, the patch says the same.
      CHECK(rewritten(out) == rewritten(patched(bad, fix->patch)));
      CHECK(rewritten(out) != rewritten(text));
    }
  }
  CHECK(fixes > 50);
}
