// The JSON reader: what it keeps, what it reports and where.
#include "base/json_text.hpp"
#include "io/json_reader.hpp"
#include "model/places.hpp"
#include "model/view.hpp"
#include "support/catch.hpp"

#include <set>
#include <string>
#include <vector>

using namespace northline;

namespace {

View read(const std::string& text) { return View(read_json(Text::own(text))); }

std::vector<std::string> codes(const View& v) {
  std::vector<std::string> out;
  PlaceFinder places(v.base().text());
  for (const Problem& p : v.base().problems()) {
    const Place at = places.at(p.offset);
    out.push_back(std::string(problem_code(p.what)) + "@" + std::to_string(at.line) + ":" +
                  std::to_string(at.column));
  }
  return out;
}

Error failure(const std::string& text, const ReadOptions& options = {}) {
  try {
    read_json(Text::own(text), options);
  } catch (const Error& e) {
    return e;
  }
  return Error(Status::ok, "nothing was thrown");
}

} // namespace

TEST_CASE("A document's values, relations and defaults are read as they stand", "[reader]") {
  const View v = read(R"({
    // comments and trailing commas are for people
    "northline": 1, "title": "T", "as_of": "2026-11-21", "currency": "EUR",
    "visions": {"v": {"title": "Vision \"quoted\" \u00e9"}},
    "goals": {
      "g": {"title": "G", "importance": 80, "due": "2027-06-30", "lag": {"low": 1, "likely": 2, "high": 6},
            "supports": {"v": {"contribution": {"low": 40, "high": 80}, "why": "asked"}}, "serves": ["a", "b"],
            "owned_by": {"p": "2026-11-09"}, "type": "trust"},
      "h": {"refines": "g",},
    },
    "audiences": {"a": {}, "b": {"size": 5}},
    "stakeholders": {"p": {"roles": ["performer", "beneficiary"]}},
    "programs": {"q": {"budget": {"value": 100, "currency": "USD", "rate": 0.5}, "continuous": false,
                       "consumes": {"r": [{"money": 10}, {"hours_per_week": 3}]}}},
    "resources": {"r": {"type": "team", "rate": {"value": 7, "currency": "USD"}}},
  })");
  REQUIRE(v.base().problem_count() == 0);
  const Element g = v.find("g");
  REQUIRE(v.kind(g) == Kind::goal);
  const auto goal = v.as<Kind::goal>(g);
  CHECK(v.get(field::goal::importance, goal) == 80);
  CHECK(to_string(v.get(field::goal::due, goal)) == "2027-06-30");
  CHECK(v.get(field::goal::type, goal) == choice::goal_type::trust);
  CHECK_FALSE(known(v.get(field::goal::importance, v.as<Kind::goal>(v.find("h")))));
  const Quantity lag = v.get(field::goal::lag, goal);
  CHECK(lag.low == 1);
  CHECK(lag.likely == 2);
  CHECK(lag.high == 6);
  CHECK(v.text(field::common::title, v.find("v")) == "Vision \"quoted\" \xC3\xA9");
  REQUIRE(v.out(g, Relation::supports).size() == 1);
  const Edge e = *v.out(g, Relation::supports).begin();
  CHECK(v.id(e.target) == "v");
  CHECK(v.get(edge_field::supports::contribution, e).likely == 60);
  std::string served;
  for (const Edge s : v.out(g, Relation::serves)) served += std::string(v.id(s.target)) + " ";
  CHECK(served == "a b ");
  CHECK(v.in(v.find("b"), Relation::serves).size() == 1);
  CHECK(v.in(g, Relation::refines).size() == 1);
  CHECK(v.out(v.find("q"), Relation::consumes).size() == 2);
  const auto q = v.as<Kind::program>(v.find("q"));
  CHECK(v.get(field::program::budget, q).likely == 50);
  CHECK(v.get(field::program::continuous, q) == Maybe::no);
  const Quantity rate = v.get(field::resource::rate, v.as<Kind::resource>(v.find("r")));
  CHECK(rate.given);
  CHECK_FALSE(rate.known()); // dollars without a rate
  CHECK(
      v.get(field::stakeholder::roles, v.as<Kind::stakeholder>(v.find("p"))).has(choice::role::beneficiary));
}

TEST_CASE("Every problem is reported with its code and place, and nothing is lost", "[reader]") {
  const View v = read("{\"northline\": 1,\n"                                                // 1
                      " \"goals\": {\n"                                                     // 2
                      "  \"g\": {\"importance\": 200, \"tiel\": 1,\n"                       // 3
                      "        \"due\": \"2026-02-30\", \"start\": \"soon\",\n"             // 4
                      "        \"supports\": [\"nobody\", \"p\"], \"status\": \"ready\",\n" // 5
                      "        \"title\": 7, \"title\": \"second\"},\n"                     // 6
                      "  \"p\": {}},\n"                                                     // 7
                      " \"programs\": {\"p\": {\"supports\": \"g\"}, \" x\": []},\n"        // 8
                      " \"nothing\": null}");                                               // 9
  CHECK(codes(v) == std::vector<std::string>{"NL013@3:23", "NL014@3:28", "NL020@4:16", "NL020@4:39",
                                             "NL001@5:22", "NL020@5:48", "NL020@6:18", "NL019@6:21",
                                             "NL019@8:15", "NL002@8:21", "NL020@8:39", "NL020@8:45",
                                             "NL014@9:2"});
  for (const Problem& p : v.base().problems()) {
    const std::string m = problem_message(v.base(), p);
    INFO(m);
    CHECK(m.size() > 20);
    CHECK((m.back() == '.' || m.back() == '?'));
  }
  CHECK(v.count(Kind::goal) == 2); // the second "p" is a program and stays outside
  CHECK_FALSE(v.alive(v.base().first(Kind::program)));
}

TEST_CASE("Pointers follow the document as it is written", "[reader]") {
  const View v =
      read(R"({"northline": 1, "goals": {"a/b~": {"supports": ["x"], "serves": {"y": {"priority": 9}}}},
    "metrics": {"m": {"targets": [{"value": 1}, {"due": "never"}]}}})");
  std::vector<std::string> pointers;
  for (const Problem& p : v.base().problems())
    pointers.push_back(offset_spot(v.base(), p.element, p.offset).pointer);
  CHECK(pointers == std::vector<std::string>{"/goals/a~1b~0/supports/0", "/goals/a~1b~0/serves/y",
                                             "/goals/a~1b~0/serves/y/priority", "/metrics/m/targets/1/due"});
  CHECK(member_spot(v, v.find("m"), "targets").pointer == "/metrics/m/targets");
}

TEST_CASE("What is not JSON ends with one error at its place", "[reader]") {
  CHECK(failure("").status() == Status::not_json);
  CHECK(failure("[1]").status() == Status::not_json);
  CHECK(failure("{\"northline\": 1}}").status() == Status::not_json);
  CHECK(failure("{\"northline\": 1,\n \"title\": \"a\tb\"}").line() == 2);
  CHECK(failure("{\"title\": \"\xFF\"}").status() == Status::not_json);
  CHECK(failure("{\"title\": \"\\ud800\"}").status() == Status::not_json);
  const Error e = failure("{\"goals\": {\n  \"g\": {\"title\": \"G\" \"due\": 1}}}");
  CHECK(e.status() == Status::not_json);
  CHECK(e.line() == 2);
  CHECK(e.column() == 22);
  const std::string whole =
      R"({"northline": 1, "goals": {"g": {"title": "\u00e9", "supports": {"v": 5e1}}}} )";
  for (std::size_t n = 0; n + 2 < whole.size(); ++n)
    CHECK(failure(whole.substr(0, n)).status() == Status::not_json);
}

TEST_CASE("A byte order mark is skipped and columns count code points", "[reader]") {
  const View v = read("\xEF\xBB\xBF{\"x\\u0041\": 1, \"northline\": 1, \"\xC3\xA9\xC3\xA9\": {}, \"q\": 1}");
  CHECK(codes(v) == std::vector<std::string>{"NL014@1:2", "NL014@1:32", "NL014@1:42"});
}

TEST_CASE("Limits are counts and end with a clear error", "[reader]") {
  ReadOptions o;
  o.limits.bytes = 10;
  CHECK(failure("{\"northline\": 1}", o).status() == Status::limit);
  o = {};
  o.limits.elements = 2;
  CHECK(failure(R"({"northline":1,"goals":{"a":{},"b":{},"c":{}}})", o).status() == Status::limit);
  o = {};
  o.limits.relations = 1;
  CHECK(failure(R"({"northline":1,"goals":{"a":{"refines":["b","c"]},"b":{},"c":{}}})", o).status() ==
        Status::limit);
  CHECK(failure("{\"x\":" + std::string(10000, '[') + std::string(10000, ']') + "}").status() ==
        Status::limit);
  o = {};
  o.limits.problems = 3;
  const auto s = read_json(Text::own(R"({"a":1,"b":1,"c":1,"d":1,"e":1})"), o);
  CHECK(s->problems().size() == 3);
  CHECK(s->problem_count() == 6); // the missing version is one
}

TEST_CASE("Ids with escapes are the ids they decode to", "[reader]") {
  const View v =
      read(R"({"northline": 1, "goals": {"g\u0041": {"refines": "h\""}, "h\"": {"refines": ["gA"]}}})");
  CHECK(v.base().problem_count() == 0);
  CHECK(v.find("gA") != no_element);
  CHECK(v.id(v.find("h\"")) == "h\"");
  CHECK(v.out(v.find("gA"), Relation::refines).size() == 1);
}

TEST_CASE("Ids chosen to collide cost order, not squares", "[reader]") {
  // A table of 4,096 slots for 2,000 ids that all start at slot 0.
  std::string d = "{\"northline\":1,\"goals\":{";
  unsigned found = 0;
  for (unsigned i = 0; found < 1500; ++i) {
    const std::string id = "k" + std::to_string(i);
    if ((id_hash(id) & 4095U) != 0) continue;
    d += (found++ ? ",\"" : "\"") + id + "\":{\"refines\":\"" + id + "\"}";
  }
  d += ",\"k-twin\":{},\"k-twin\":{}}}";
  const View v = read(d);
  CHECK(v.count(Kind::goal) == 1501);
  CHECK(v.base().edges(Relation::refines).size() == 1500);
  CHECK(codes(v).size() == 1);
  std::set<std::string> ids;
  v.each(Kind::goal, [&](Element e) { CHECK(v.find(v.id(e)) == e); });
}

TEST_CASE("A cancelled reading stops and leaves nothing", "[reader]") {
  std::atomic<bool> flag{true};
  ReadOptions o;
  o.cancel = Cancel(&flag);
  CHECK(failure(R"({"northline":1,"goals":{"a":{}}})", o).status() == Status::cancelled);
}

TEST_CASE("Strict reading lists every problem", "[reader]") {
  const auto s = read_json(Text::own("{\"goals\":{\"g\":{\"importance\":-1}},\n\"b\":2}"));
  try {
    require_no_problems(*s);
    FAIL("it did not refuse");
  } catch (const Error& e) {
    CHECK(e.status() == Status::refused);
    const std::string m = e.what();
    CHECK(m.find("3 problems") != std::string::npos);
    CHECK(m.find("NL013") != std::string::npos);
    CHECK(m.find("2:1 NL014") != std::string::npos);
  }
}

TEST_CASE("A member written twice is found however many members there are", "[reader]") {
  // Beyond some thirty members the reader keeps a table of them; escaped spellings are the same name.
  for (const int count : {5, 31, 32, 33, 200}) {
    INFO(count);
    std::string targets, own, goals;
    for (int i = 0; i < count; ++i) {
      const std::string n = std::to_string(i);
      targets += "\"g" + n + "\":{},";
      own += "\"other" + n + "\":" + n + ",";
      goals += "\"g" + n + "\":{},";
    }
    const std::string last = std::to_string(count - 1);
    const View v = read("{\"northline\":1,\"goals\":{" + goals + "\"top\":{\"supports\":{" + targets +
                        "\"g0\":{},\"\\u0067" + last + "\":{}}}, \"low\":{" + own +
                        "\"other0\":1,\"\\u006fther" + last + "\":2}}}");
    int twice = 0, unknown = 0;
    for (const Problem& p : v.base().problems()) {
      twice += p.what == Problem::What::duplicate_member;
      unknown += p.what == Problem::What::unknown_member;
    }
    CHECK(twice == 4);
    CHECK(unknown == count);
    CHECK(v.out(v.find("top"), Relation::supports).size() == static_cast<std::size_t>(count));
  }
}

TEST_CASE("Wide values inside wide values keep their members apart", "[reader]") {
  std::string goals, wide;
  for (int i = 0; i < 40; ++i) wide += "\"u" + std::to_string(i) + "\":0,";
  for (int i = 0; i < 40; ++i) goals += "\"g" + std::to_string(i) + "\":{" + wide + "\"u7\":1},";
  const View v = read("{\"northline\":1," + wide + "\"goals\":{" + goals + "},\"u40\":2,\"u3\":4}");
  int twice = 0, unknown = 0;
  for (const Problem& p : v.base().problems()) {
    twice += p.what == Problem::What::duplicate_member;
    unknown += p.what == Problem::What::unknown_member;
  }
  CHECK(twice == 41);
  CHECK(unknown == 40 + 1 + 40 * 40);
}

TEST_CASE("What strict reading refuses has the pointer of the first problem", "[reader]") {
  const auto snapshot =
      read_json(Text::own("{\"northline\":1,\n\"goals\":{\"a/b\":{\"importance\":101}},\"foo\":1}"));
  try {
    require_no_problems(*snapshot);
    FAIL("it was not refused");
  } catch (const Error& e) {
    CHECK(e.pointer() == "/goals/a~1b/importance");
    CHECK(e.line() == 2);
    CHECK(e.column() == 30);
  }
}

TEST_CASE("Half of a surrogate pair is told as what it is", "[reader]") {
  for (const char* text : {R"({"title":"\ud800"})", R"({"title":"\uDBFFx"})", R"({"title":"\udc00"})"}) {
    INFO(text);
    const Error e = failure(text);
    CHECK(e.status() == Status::not_json);
    CHECK(std::string(e.what()).find("\\u escape") != std::string::npos);
  }
  CHECK(std::string(failure("{\"title\":\"\\ud83d\\ude00\n\"}").what()).find("line break") !=
        std::string::npos);
}

TEST_CASE("An index of places finds what walking finds", "[reader]") {
  std::string goals, targets, list;
  for (int i = 0; i < 700; ++i) {
    const std::string n = std::to_string(i);
    goals += "\"g" + n + "\" : { },";
    targets += "\"\\u0067" + n + "\": {\"why\": \"so\"}, /* , */";
    list += (i ? ",\"a" : "\"a") + n + "\"";
  }
  const View v = read("{\"northline\":1,\"goals\":{" + goals + "\"top\":{\"supports\":{" + targets +
                      "},\"serves\":[" + list + "],\"none\":1,\"none\":2}}}");
  const PlaceIndex index;
  const Element top = v.find("top");
  const auto same = [](const Spot& a, const Spot& b) {
    return a.pointer == b.pointer && a.offset == b.offset && a.length == b.length && a.in_text == b.in_text;
  };
  for (const char* member : {"supports", "serves", "none", "absent"})
    CHECK(same(member_spot(v, top, member), member_spot(v, top, member, index)));
  for (int i = 0; i < 702; i += 13) {
    const std::string n = std::to_string(i);
    CHECK(same(target_spot(v, top, Relation::supports, "g" + n),
               target_spot(v, top, Relation::supports, "g" + n, index)));
    CHECK(same(target_spot(v, top, Relation::serves, "a" + n),
               target_spot(v, top, Relation::serves, "a" + n, index)));
  }
  REQUIRE(v.base().problems().size() > 700);
  for (const Problem& p : v.base().problems())
    CHECK(
        same(offset_spot(v.base(), p.element, p.offset), offset_spot(v.base(), p.element, p.offset, index)));
}
