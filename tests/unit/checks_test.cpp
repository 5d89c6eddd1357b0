// The checks over strategies that are being edited, and what options do to them.
#include "check/check.hpp"
#include "io/json_reader.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace northline;

namespace {

std::shared_ptr<const Snapshot> read(std::string text) { return read_json(Text::own(std::move(text))); }

std::vector<std::size_t> rows(const Findings& f, std::string_view code) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < f.size(); ++i)
    if (f.rule(i).code == code) found.push_back(i);
  return found;
}

/// What a person reads, without the places.
std::vector<std::string> told(const Findings& f) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < f.size(); ++i) all.push_back(std::string(f.rule(i).code) + " " + f.message(i));
  std::sort(all.begin(), all.end());
  return all;
}

const char* const plan = R"({
  "northline": 1,
  "visions": {"v": {"title": "Everybody rides"}},
  "goals": {
    "advice": {"title": "Riders trust our advice", "imporance": 90, "supports": ["v", "ghost"]},
    "films": {"title": "Films are watched", "refines": "advice"}
  },
  "programs": {"p": {"title": "Repairs explained", "contributes_to": "films"}}
})";

} // namespace

TEST_CASE("Problems of reading stay findings while their element is edited") {
  Strategy s(read(plan));
  for (const bool edited : {false, true}) {
    if (edited) s.set_attribute("advice", "importance", "80");
    const auto f = run_checks(s.view());
    const auto unknown = rows(*f, "NL014"), lost = rows(*f, "NL001");
    REQUIRE(unknown.size() == 1);
    REQUIRE(lost.size() == 1);
    CHECK(f->message(unknown[0]).find("\"imporance\"") == 0);
    CHECK(f->message(lost[0]) ==
          "No element has the id \"ghost\", which goal \"Riders trust our advice\" (advice) names under "
          "\"supports\"; write the id of a vision, a mission or a goal.");
    CHECK(f->spot(lost[0]).pointer == (edited ? "/goals/advice" : "/goals/advice/supports/1"));
    // The near name is taken once the importance is there.
    const std::string to = edited ? "/goals/advice/x/imporance" : "/goals/advice/importance";
    CHECK(f->fix(unknown[0])->patch.find("\"path\":\"" + to + "\"") != std::string::npos);
    CHECK(f->fix(lost[0])->patch == R"([{"op":"remove","path":"/goals/advice/supports/1"}])");
  }
}

TEST_CASE("Editing gives the findings of the edited document") {
  Strategy s(read(plan));
  s.add_element(Kind::goal, "loop");
  s.add_relation("loop", "refines", "films");
  s.add_relation("advice", "refines", "loop");
  s.add_element(Kind::channel, "alone");
  s.set_attribute("alone", "title", "\"TBD\"");
  s.remove_element("p");
  const auto edited = run_checks(s.view());
  const auto whole = run_checks(View(read(R"({
    "northline": 1,
    "visions": {"v": {"title": "Everybody rides"}},
    "goals": {
      "advice": {"title": "Riders trust our advice", "imporance": 90, "supports": ["v", "ghost"], "refines": "loop"},
      "films": {"title": "Films are watched", "refines": "advice"},
      "loop": {"refines": "films"}
    },
    "channels": {"alone": {"title": "TBD"}}
  })")));
  CHECK(told(*edited) == told(*whole));
  CHECK(rows(*edited, "NL003").size() == 1);
  // Of the three goals without work one names a goal that is not there, which explains it.
  CHECK(rows(*edited, "NL205").size() == 2);
}

TEST_CASE("Severities and limits can be set") {
  const View v(read(plan));
  const auto warning = [&](Severity s, std::string_view code) {
    CheckOptions o;
    o.severities[std::string(code)] = s;
    const auto f = run_checks(v, o);
    const auto found = rows(*f, code);
    return found.empty() ? Severity::off : f->row(found[0]).severity;
  };
  CHECK(warning(Severity::advice, "NL001") == Severity::advice);
  CHECK(warning(Severity::off, "NL001") == Severity::off);

  const View circle(read(R"({"northline": 1, "goals": {"a": {"supports": "b"}, "b": {"supports": "a"}}})"));
  const auto f = run_checks(circle);
  CHECK(f->row(rows(*f, "NL003")[0]).severity == Severity::warning); // none is a part of another
  CheckOptions o;
  o.severities["NL003"] = Severity::error;
  const auto g = run_checks(circle, o);
  CHECK(g->row(rows(*g, "NL003")[0]).severity == Severity::error);
  CHECK(g->count(Severity::error) == f->count(Severity::error) + 1);

  o.max_findings = 1;
  const auto few = run_checks(circle, o);
  CHECK(few->size() == 1);
  CHECK(few->total() == g->total() + g->consequences()); // of what was not kept nobody can tell the cause
}

TEST_CASE("Checks survive a knot and a cascade of any size") {
  // Recursion, or a search from every member, would not.
  constexpr int n = 20000;
  std::string goals, programs;
  for (int i = 0; i < n; ++i) {
    const std::string id = std::to_string(i), next = std::to_string((i + 1) % n);
    goals += (i ? ",\"g" : "\"g") + id + "\":{\"refines\":\"g" + next + "\"}";
    programs +=
        (i ? ",\"p" : "\"p") + id + "\":{" +
        (i + 1 < n ? "\"part_of\":\"p" + next + "\",\"depends_on\":\"p" + next + "\"" : std::string()) + "}";
  }
  const auto f =
      run_checks(View(read("{\"northline\":1,\"goals\":{" + goals + "},\"programs\":{" + programs + "}}")));
  const auto knots = rows(*f, "NL003");
  REQUIRE(knots.size() == 1);
  CHECK(f->message(knots[0]).size() < 500);
  CHECK(rows(*f, "NL206").size() == n);
}
