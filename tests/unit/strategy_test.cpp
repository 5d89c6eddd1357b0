// Editing: one door, whole or not at all, and an overlay that reads like the document it stands for.
#include "check/check.hpp"
#include "io/json_writer.hpp"
#include "report/check_report.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <functional>
#include <random>
#include <set>

using namespace northline;

namespace {

Status refusal(const std::function<void()>& edit) {
  try {
    edit();
  } catch (const Error& e) {
    return e.status();
  }
  return Status::ok;
}

/// Everything that can be read through a view, element by element and relation by relation.
std::string all_of(const View& v) {
  std::set<std::string> lines;
  v.each_element([&](Element e) {
    std::string s = std::string(info(v.kind(e)).name) + " " + std::string(v.id(e)) + " " +
                    (e == root_element ? "" : element_json(v, e));
    for (unsigned a = 0; a < info(v.kind(e)).attributes.size(); ++a) s += v.has(e, a) ? "1" : "0";
    for (unsigned r = 0; r < relation_count; ++r) {
      std::multiset<std::string> in;
      for (const Edge edge : v.in(e, static_cast<Relation>(r))) in.insert(std::string(v.id(edge.source)));
      for (const Edge edge : v.out(e, static_cast<Relation>(r))) {
        s += " " + std::string(info(edge.relation).name) + ">" + std::string(v.id(edge.target));
        if (v.id(edge.source) != v.id(e)) s += " WRONG SOURCE";
      }
      for (const std::string& i : in) s += " <" + i;
    }
    lines.insert(s);
  });
  std::string out;
  for (const std::string& l : lines) out += l + "\n";
  return out;
}

} // namespace

TEST_CASE("A strategy is built from nothing and reads as its own text does", "[strategy]") {
  Strategy s;
  s.set_attribute("strategy", "title", "\"Built\"");
  s.add_element(Kind::vision, "v");
  s.add_element(Kind::goal, "g");
  s.set_attribute("g", "title", "\"Trust\"");
  s.set_attribute("g", "importance", "80");
  s.add_relation("g", "supports", "v", "60");
  s.add_element(Kind::stakeholder, "p");
  s.add_relation("g", "owned_by", "p");
  s.add_relation("g", "reviewed_by", "p", R"([{"date": "2026-11-09"}])");
  CHECK(
      write_json(s.view(), {true, true}) ==
      R"({"northline":1,"title":"Built","visions":{"v":{}},"goals":{"g":{"title":"Trust","importance":80,"supports":{"v":60},"owned_by":"p","reviewed_by":{"p":[{"date":"2026-11-09"}]}}},"stakeholders":{"p":{}}})");
  CHECK(all_of(s.view()) == all_of(View(read_json(Text::own(write_json(s.view()))))));
  CHECK(s.view().in(s.view().find("v"), Relation::supports).size() == 1);
}

TEST_CASE("The door refuses what strict reading refuses and leaves everything as it was", "[strategy]") {
  Strategy s(
      read_json(Text::own(R"({"northline":1,"visions":{"v":{}},"goals":{"g":{"oops":1,"title":"G"}}})")));
  const std::string before = write_json(s.view());
  const std::uint64_t revision = s.revision();
  CHECK(refusal([&] { s.set_attribute("g", "importance", "101"); }) == Status::refused);
  try {
    s.set_attribute("g", "importance", "101");
  } catch (const Error& e) {
    CHECK(e.pointer() == "/goals/g/importance");
  }
  CHECK(refusal([&] { s.set_attribute("g", "importance", "1, \"x\": 2"); }) == Status::invalid_argument);
  CHECK(refusal([&] { s.set_attribute("g", "importance", ""); }) == Status::invalid_argument);
  CHECK(refusal([&] { s.set_attribute("g", "colour", "1"); }) == Status::not_found);
  CHECK(refusal([&] { s.set_attribute("nobody", "title", "\"x\""); }) == Status::not_found);
  CHECK(refusal([&] { s.add_relation("v", "supports", "g"); }) == Status::refused);
  CHECK(refusal([&] { s.add_relation("g", "serves", "v"); }) == Status::refused);
  CHECK(refusal([&] { s.add_relation("g", "supports", "nobody"); }) == Status::not_found);
  CHECK(refusal([&] { s.add_element(Kind::goal, "v"); }) == Status::refused);
  CHECK(refusal([&] { s.add_element(Kind::goal, ""); }) == Status::refused);
  CHECK(refusal([&] { s.add_element(Kind::strategy, "root"); }) == Status::invalid_argument);
  CHECK(refusal([&] { s.remove_element("strategy"); }) == Status::invalid_argument);
  CHECK(refusal([&] { s.remove_relation("g", "supports", "v"); }) == Status::not_found);
  CHECK(write_json(s.view()) == before);
  CHECK(s.revision() == revision);
  s.set_attribute("g", "title", "\"New\""); // a problem that was there before does not lock the element
  CHECK(s.view().text(field::common::title, s.view().find("g")) == "New");
}

TEST_CASE("A transaction stands or falls as a whole", "[strategy]") {
  Strategy s(read_json(Text::own(R"({"northline":1,"goals":{"g":{}}})")));
  const std::string before = write_json(s.view());
  s.begin();
  s.add_element(Kind::vision, "v");
  s.add_relation("g", "supports", "v");
  s.remove_element("g");
  s.rollback();
  CHECK(write_json(s.view()) == before);
  CHECK(s.view().find("v") == no_element);
  s.begin();
  s.add_element(Kind::vision, "v");
  s.commit();
  CHECK(s.view().find("v") != no_element);
  const Strategy copy(s);
  s.remove_element("v");
  CHECK(copy.view().find("v") != no_element);
}

TEST_CASE("Relations are edited in whatever form they are written", "[strategy]") {
  Strategy s(read_json(Text::own(
      R"({"northline":1,"goals":{"a":{"serves":"x"},"b":{"serves":["x","y"]},"c":{"serves":{"x":0.5,"y":{}}}},"audiences":{"x":{},"y":{},"z":{}}})")));
  for (const char* id : {"a", "b", "c"}) {
    s.add_relation(id, "serves", "z");
    s.remove_relation(id, "serves", "x");
  }
  s.add_relation("b", "serves", "z", "0.25");
  CHECK(
      write_json(s.view(), {true, true}) ==
      R"({"northline":1,"goals":{"a":{"serves":["z"]},"b":{"serves":{"y":{},"z":0.25}},"c":{"serves":{"y":{},"z":{}}}},"audiences":{"x":{},"y":{},"z":{}}})");
  s.remove_element("z");
  CHECK(
      write_json(s.view(), {true, true}) ==
      R"({"northline":1,"goals":{"a":{},"b":{"serves":{"y":{}}},"c":{"serves":{"y":{}}}},"audiences":{"x":{},"y":{}}})");
}

TEST_CASE("After any series of edits the overlay reads like the written document", "[strategy]") {
  const char* goals[] = {"g0", "g1", "g2", "g3", "g4", "g5"};
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    Strategy s(read_json(Text::own(
        R"({"northline":1,"visions":{"v":{"title":"V"}},"goals":{"g0":{"supports":{"v":50}},"g1":{"refines":"g0","title":"one"},"g2":{"refines":["g0","g1"]}},"metrics":{"m":{}}})")));
    for (unsigned step = 0; step < 40; ++step) {
      const std::string a = goals[pick(6)], b = goals[pick(6)];
      refusal([&] {
        switch (pick(8)) {
        case 0:
          s.add_element(Kind::goal, a);
          break;
        case 1:
          s.remove_element(a);
          break;
        case 2:
          s.set_attribute(a, "title", "\"t" + std::to_string(step) + "\"");
          break;
        case 3:
          s.unset_attribute(a, "title");
          break;
        case 4:
          s.add_relation(a, "refines", b, pick(2) ? "" : "3");
          break;
        case 5:
          s.remove_relation(a, "refines", b);
          break;
        case 6:
          s.add_relation(a, "measured_by", "m");
          break;
        case 7:
          s.add_relation(a, "supports", "v", "{\"contribution\":{\"low\":1,\"high\":5}}");
          break;
        }
      });
      if (pick(3) == 0) {
        const std::string text = write_json(s.view());
        const View fresh(read_json(Text::own(text)));
        REQUIRE(fresh.base().problem_count() == 0);
        REQUIRE(all_of(s.view()) == all_of(fresh));
        REQUIRE(write_json(fresh) == text);
      }
    }
  }
}

TEST_CASE("Many edits are folded into a new base without a trace", "[strategy]") {
  Strategy s;
  s.add_element(Kind::vision, "v");
  for (int i = 0; i < 400; ++i) {
    const std::string id = "g" + std::to_string(i);
    s.add_element(Kind::goal, id);
    s.add_relation(id, "supports", "v", "10");
    if (i % 50 == 0) CHECK(s.view().count(Kind::goal) == static_cast<unsigned>(i + 1));
  }
  CHECK(s.view().count(Kind::goal) == 400);
  CHECK(s.view().in(s.view().find("v"), Relation::supports).size() == 400);
  CHECK(all_of(s.view()) == all_of(View(read_json(Text::own(write_json(s.view()))))));
}

TEST_CASE("Findings on an edited strategy are those of the written one", "[strategy]") {
  Strategy s(read_json(Text::own(R"({"northline":1,"visions":{"v":{}},"goals":{"g":{"supports":"v"}}})")));
  s.remove_relation("g", "supports", "v");
  const auto findings = run_checks(s.view());
  const auto fresh = run_checks(View(read_json(Text::own(write_json(s.view())))));
  CHECK(findings->size() == fresh->size());
  CHECK(findings->fingerprints() == fresh->fingerprints());
}
