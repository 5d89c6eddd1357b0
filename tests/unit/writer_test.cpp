// Writing: order, layout, canonical form, and nothing lost on the way out and in again.
#include "base/json_text.hpp"
#include "base/sha256.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "support/catch.hpp"

#include <bit>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

using namespace northline;

namespace {

std::string rewrite(const std::string& text, WriteOptions o = {}) {
  return write_json(View(read_json(Text::own(text))), o);
}

std::string file(const std::filesystem::path& p) {
  std::ifstream f(p, std::ios::binary);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

} // namespace

TEST_CASE("Members are written in the registry's order, unknown ones last as found", "[writer]") {
  CHECK(
      rewrite(
          R"({"zzz": [1, {"b": 1.50}], "goals": {"g": {"own": 1e2, "serves": ["a"], "importance": 50.0, "title": "G"}},
    /* gone */ "title": "T", "x": {"k": 1.0}, "audiences": {"a": {}}, "northline": 1})",
          {true, true}) ==
      R"({"northline":1,"title":"T","goals":{"g":{"title":"G","importance":50,"serves":["a"],"own":1e2}},"audiences":{"a":{}},"x":{"k":1.0},"zzz":[1,{"b":1.50}]})");
}

TEST_CASE("What reading could not use is written back", "[writer]") {
  const std::string text =
      R"({"northline":1,"goals":{"g":{"title":5,"supports":{"nobody":60},"title":"again"},"g":{"second":true},"h":7},"goals":{"late":{}},"bad":null})";
  CHECK(
      rewrite(text, {true, true}) ==
      R"({"northline":1,"goals":{"g":{"title":5,"title":"again","supports":{"nobody":60}},"g":{"second":true},"h":7},"goals":{"late":{}},"bad":null})");
}

TEST_CASE("Writing what was read and reading it again changes nothing", "[writer]") {
  unsigned files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(NORTHLINE_SOURCE_DIR "/examples/strategies")) {
    if (entry.path().extension() != ".json" || entry.path().string().find("defects") != std::string::npos)
      continue;
    const std::string text = file(entry.path()), once = rewrite(text);
    CHECK(rewrite(once) == once);
    CHECK(rewrite(rewrite(text, {true, true})) == once);
    CHECK(canonical_json(View(read_json(Text::own(text)))) ==
          canonical_json(View(read_json(Text::own(once)))));
    ++files;
  }
  CHECK(files >= 4);
}

TEST_CASE("Numbers keep every bit", "[writer]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double x = std::bit_cast<double>(random());
    if (!std::isfinite(x)) continue;
    std::string s;
    append_number(s, x);
    const double y = parse_number(s);
    CHECK((std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) || (x == 0 && y == 0)));
  }
  // RFC 8785, appendix B: bits and the text they have.
  const std::pair<std::uint64_t, const char*> rfc[] = {{0x0000000000000000, "0"},
                                                       {0x8000000000000000, "0"},
                                                       {0x0000000000000001, "5e-324"},
                                                       {0x7fefffffffffffff, "1.7976931348623157e+308"},
                                                       {0x4340000000000000, "9007199254740992"},
                                                       {0x4430000000000000, "295147905179352830000"},
                                                       {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                                       {0x44b52d02c7e14af6, "1e+23"},
                                                       {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                                       {0x444b1ae4d6e2ef50, "1e+21"},
                                                       {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                                       {0x3eb0c6f7a0b5ed8d, "0.000001"},
                                                       {0x41b3de4355555553, "333333333.3333332"},
                                                       {0xbecbf647612f3696, "-0.0000033333333333333333"}};
  for (const auto& [bits, text] : rfc) {
    std::string s;
    append_number(s, std::bit_cast<double>(bits));
    CHECK(s == text);
  }
}

TEST_CASE("The canonical form sorts members by UTF-16 code units", "[writer]") {
  // The example of RFC 8785, section 3.2.3: a surrogate pair sorts below U+FB33.
  std::string out;
  const std::string text = "{\"\xE2\x82\xAC\":1,\"\\r\":2,\"\xEF\xAC\xB3\":3,\"1\":4,\"\xF0\x9F\x98\x80\":5,"
                           "\"\xC2\x80\":6,\"\xC3\xB6\":7}";
  json::append_canonical(out, text, 0);
  CHECK(out == "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":1,\"\xF0\x9F\x98\x80\":5,"
               "\"\xEF\xAC\xB3\":3}");
  const std::string d = R"({"northline":1,"layout":{"g":[1,2]},"title":"T"})";
  CHECK(canonical_json(View(read_json(Text::own(d)))) == R"({"northline":1,"title":"T"})");
}

TEST_CASE("SHA-256 gives the published digests", "[writer]") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("What was written is written the same again, however the input was laid out", "[writer]") {
  // A list that fits on a line, spread over many bytes of blanks and comments.
  std::string list = "[";
  for (int i = 0; i < 12; ++i) list += (i ? ",\n" + std::string(60, ' ') : std::string()) + "1.00";
  const std::string wide = "{\"northline\":1,\"x\":{\"a\":" + list + "],\"b\":{\"c\":[{\"d\":{" +
                           std::string(500, ' ') + "\"e\":[1,\"x\", /* " + std::string(300, '-') +
                           " */ null, true,]}}]},\"long\":[\"" + std::string(90, 'y') + "\",[]]}}";
  const std::string once = write_json(View(read_json(Text::own(wide))), {false, true});
  CHECK(write_json(View(read_json(Text::own(once))), {false, true}) == once);
  CHECK(once.find("\"a\": [1.00, 1.00,") != std::string::npos);
  CHECK(once.find("{\"c\": [{\"d\": {\"e\": [1, \"x\", null, true]}}]}") != std::string::npos);
  // The same document without a blank gives the same text.
  const std::string compact = write_json(View(read_json(Text::own(wide))), {true, true});
  CHECK(write_json(View(read_json(Text::own(compact))), {false, true}) == once);
}
