// northline.hpp as a C++ host meets it; nothing of the inside is included here.
#include "support/catch.hpp"

#include <northline/northline.hpp>

#include <memory>
#include <string>
#include <utility>

namespace {

const char* const document = R"({
  "northline": 1, "as_of": "2026-11-21",
  "visions": {"home": {"title": "Every child swims"}},
  "goals": {
    "lessons": {"title": "A lesson for every child", "importance": 60, "supports": {"home": 80}},
    "loud": {"title": "Be louder", "colour": "red"}
  }
})";

} // namespace

TEST_CASE("northline.hpp: a strategy is loaded, looked at, checked and scored", "[capi]") {
  const northline::Strategy s = northline::Strategy::load(document);
  CHECK(s.element_count() == 4);
  CHECK(s.element_count("goal") == 2);
  std::string ids;
  for (const northline::Element e : s.elements("goal")) ids += std::string(e.id) + " ";
  CHECK(ids == "lessons loud ");
  CHECK(s.elements().size() == 4);
  CHECK(s.contains("home"));
  CHECK_FALSE(s.contains("nobody"));
  CHECK(s.kind("home") == "vision");
  CHECK(s.attribute("lessons", "importance") == "60");
  CHECK(s.attributes("lessons").size() == 2);
  const auto out = s.relations("lessons");
  REQUIRE(out.size() == 1);
  CHECK(out[0].type == "supports");
  CHECK(out[0].other == "home");
  CHECK(out[0].payload == "80");
  CHECK(s.relations("home", northline::Direction::incoming).size() == 1);
  const auto problems = s.problems();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "NL014");
  CHECK(problems[0].pointer == "/goals/loud/colour");
  CHECK(problems[0].line == 6);

  const northline::Findings findings = s.check();
  CHECK_FALSE(findings.empty());
  bool seen = false;
  for (const northline::Finding f : findings)
    if (f.code() == "NL202" && f.focus() == "loud") {
      seen = true;
      CHECK(f.severity() != northline::Severity::off);
      CHECK(f.message().find("Be louder") != std::string_view::npos);
      CHECK(f.line() == 6);
      CHECK(f.column() > 0);
      CHECK(f.offset() > 0);
      CHECK(f.length() > 0);
      CHECK(f.fingerprint().size() >= 16);
      CHECK(f.pointer() == "/goals/loud");
      CHECK((f.fix().empty() || f.fix().front() == '{'));
    }
  CHECK(seen);
  using northline::Severity;
  CHECK(findings.size() == findings.count(Severity::error) + findings.count(Severity::warning) +
                               findings.count(Severity::advice));
  CHECK(findings.json() == northline::json_check(document));

  const northline::Scores scores = s.score();
  CHECK(scores.overall().lower <= scores.overall().upper);
  CHECK(scores.goals().size() == 2);
  CHECK(scores.dimensions().size() == 10);
  CHECK(scores.goal(0).id == "lessons");
  CHECK(scores.dimension(0, 0).applicable);
  CHECK((scores.sound() >= 0 || scores.sound() != scores.sound()));
  CHECK(scores.json() == northline::json_score(document));
  CHECK(northline::json_weigh(R"({"values": {"a": 3, "b": 1}})").find(R"("weights":{"a":0.75,"b":0.25})") !=
        std::string::npos);
  CHECK(s.why("lessons", "json") == northline::json_why(document, "lessons"));
  CHECK_FALSE(s.why("lessons").empty());
  // What other commands print is asked for in the same way, with settings in the question.
  for (const char* about :
       {"lessons@loss.lower", "@simulate(draws=20,seed=3).p50:alignment", "@gain.lower:1"})
    CHECK(s.why(about, "json").find("\"tree\":") != std::string::npos);
  CHECK(s.why_evaluation("lessons", {}, "compatible").find("Goal evaluation, compatible") !=
        std::string::npos);
}

TEST_CASE("northline.hpp: options, limits and tokens", "[capi]") {
  try {
    (void)northline::Strategy::load(document, northline::Options().strict());
    FAIL("a document with a problem was read strictly");
  } catch (const northline::Error& error) {
    CHECK(error.status() == NORTHLINE_REFUSED);
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].pointer == "/goals/loud/colour");
    CHECK(error.line() == 6);
  }
  northline::Options options;
  options.as_of("2026-01-01").threads(1).limit("elements", 2).severity("NL202", northline::Severity::off);
  CHECK(options.limit("elements") == 2);
  CHECK_THROWS_AS(northline::Strategy::load(document, options), northline::Error);
  CHECK_THROWS_AS(northline::Options().as_of("yesterday"), northline::Error);
  CHECK_THROWS_AS(northline::Options().limit("patience", 3), northline::Error);

  const northline::Cancel token;
  const northline::Cancel same = token;
  CHECK_FALSE(token.requested());
  same.request();
  CHECK(token.requested());
  try {
    (void)northline::json_check(document, northline::Options().cancel(token));
    FAIL("a call ran although it was cancelled");
  } catch (const northline::Error& error) {
    CHECK(error.status() == NORTHLINE_CANCELLED);
  }
}

TEST_CASE("northline.hpp: a transaction is taken back unless committed", "[capi]") {
  northline::Strategy s;
  s.add_element("vision", "home");
  {
    northline::Transaction edits(s);
    s.add_element("goal", "lessons");
    s.set_attribute("lessons", "title", "\"Lessons\"");
    s.add_relation("lessons", "supports", "home", "80");
    edits.commit();
  }
  const std::string before = s.save("compact");
  {
    northline::Transaction edits(s);
    s.unset_attribute("lessons", "title");
    s.remove_relation("lessons", "supports", "home");
    s.remove_element("home");
    CHECK(s.save("compact") != before);
  }
  CHECK(s.save("compact") == before);
  northline::Strategy copy = s.copy();
  copy.remove_element("lessons");
  CHECK(s.contains("lessons"));
  northline::Strategy moved = std::move(copy);
  CHECK_FALSE(moved.contains("lessons"));
  CHECK_THROWS_AS(s.set_attribute("lessons", "importance", "\"much\""), northline::Error);
}

TEST_CASE("northline.hpp: a shared text lives as long as what was made from it", "[capi]") {
  std::weak_ptr<const std::string> watch;
  {
    auto text = std::make_shared<const std::string>(document);
    watch = text;
    northline::Strategy s = northline::Strategy::load(std::move(text));
    const northline::Findings findings = s.check();
    s = northline::Strategy();
    CHECK_FALSE(watch.expired());
    CHECK_FALSE(findings[0].message().empty());
  }
  CHECK(watch.expired());
  auto broken = std::make_shared<const std::string>("{");
  watch = broken;
  CHECK_THROWS_AS(northline::Strategy::load(std::move(broken)), northline::Error);
  CHECK(watch.expired());
}

TEST_CASE("northline.hpp: formats, schema and rules", "[capi]") {
  std::string problems;
  const std::string canonical = northline::json_convert(document, "json", "canonical", {}, &problems);
  CHECK(canonical.front() == '{');
  CHECK(problems.find("NL014") != std::string::npos);
  CHECK(northline::Strategy::load(canonical).save("canonical") == canonical);
  CHECK(northline::json_schema().find("2020-12") != std::string::npos);
  CHECK(northline::rule_count() > 0);
  CHECK(northline::rule("NL202").name == "no-line-of-sight");
  CHECK(northline::rule("no-line-of-sight").code == "NL202");
  CHECK_THROWS_AS(northline::rule("no-such-rule"), northline::Error);
}

TEST_CASE("northline.hpp: strategies are compared and merged", "[capi]") {
  const std::string changed =
      R"({"northline": 1, "as_of": "2026-11-21", "visions": {"home": {"title": "Every child swims"}},
    "goals": {"lessons": {"title": "A lesson for every child", "importance": 80, "supports": {"home": {"contribution": 80}}},
              "loud": {"title": "Be louder", "colour": "red"}}})";
  const northline::Strategy a = northline::Strategy::load(document), b = northline::Strategy::load(changed);
  const std::string report = a.diff(b, "json");
  CHECK(report.find("\"/goals/lessons/importance\"") != std::string::npos);
  CHECK(northline::json_diff(document, changed) + "\n" != "");
  CHECK(a.diff(b, "patch", "changes").find("\"value\": 80") != std::string::npos);
  CHECK(a.diff(a, "text", "changes") == "the first and the second say the same.\n");
  CHECK_THROWS_AS(a.diff("no such scenario", ""), northline::Error);
  std::string conflicts;
  const northline::Strategy merged = northline::Strategy::merge(a, a, b, &conflicts);
  CHECK(merged.attribute("lessons", "importance") == "80");
  CHECK(conflicts == R"({"version":1,"clean":true,"conflicts":[]})");
  CHECK(northline::json_merge(document, document, changed, &conflicts) == changed);
}

TEST_CASE("northline.hpp: influence, ways, fragility", "[capi]") {
  const char* plan = R"({"northline": 1, "goals": {"top": {}, "g": {"supports": {"top": 50}}, "far": {}},
    "programs": {"p": {"contributes_to": {"g": 80}}, "q": {"contributes_to": ["top"]}}})";
  const northline::Strategy s = northline::Strategy::load(plan);
  for (const char* form : {"dense", "sparse", ""}) {
    const northline::Influence m = s.influence(form);
    REQUIRE(m.rows() == 2);
    REQUIRE(m.columns() == 3);
    CHECK(m.row_id(1) == "q");
    CHECK(m.column_id(2) == "far");
    CHECK(m.values()[0] == 0.4);
    const std::size_t bare = m.sparse() ? m.first()[1] : 3;
    CHECK(m.values()[bare] != m.values()[bare]);
    CHECK((m.lower()[bare] == 0 && m.upper()[bare] == 1));
    CHECK(m.entries() == (m.sparse() ? 3U : 6U));
    if (m.sparse()) CHECK(m.column()[1] == 1);
  }
  CHECK_THROWS_AS(s.influence("round"), northline::Error);
  CHECK(s.path("p", "top").find("\"connected\":true") != std::string::npos);
  CHECK(s.path("p", "q", "relations").find("\"steps\"") != std::string::npos);
  CHECK_THROWS_AS(s.path("p", "nobody"), northline::Error);
  CHECK(s.fragility("program").find("\"kind\":\"goal\"") == std::string::npos);
  CHECK(northline::json_influence(plan, "p").find("\"from\":\"p\"") != std::string::npos);
  CHECK(northline::json_path(plan, "p", "far").find("\"missing\":\"contributes_to\"") != std::string::npos);
  CHECK(northline::json_fragility(plan).find("\"without_work\":[\"far\"]") != std::string::npos);
}
