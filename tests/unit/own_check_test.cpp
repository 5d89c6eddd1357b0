// Checks in code, as C and C++ hosts add them. Conditions are tested in tests/python/test_custom_checks.py.
#include "support/catch.hpp"

#include <northline/northline.hpp>

#include <cstring>
#include <stdexcept>
#include <string>

namespace {

const char* const document = R"({
  "northline": 1,
  "visions": {"home": {"title": "Every child swims"}},
  "goals": {
    "lessons": {"title": "A lesson for every child", "supports": "home", "due": "2027-06-30"},
    "loud": {"title": "Be louder", "supports": "home", "owned_by": "mia"}
  },
  "stakeholders": {"mia": {"title": "Mia"}}
})";

struct Counts {
  int called = 0, released = 0;
};

std::int32_t owners(void* user, const northline_strategy* strategy, northline_view id,
                    northline_report* report) {
  ++static_cast<Counts*>(user)->called;
  std::size_t n = 0;
  if (northline_strategy_relation_count(strategy, id.data, id.size, NORTHLINE_OUTGOING, &n, nullptr) !=
      NORTHLINE_OK)
    return 1;
  if (n > 1) return 0;
  const char* message = "Nobody owns it.";
  if (northline_report_add(report, message, std::strlen(message), "due", 3, nullptr) != NORTHLINE_OK)
    return 1;
  return northline_report_relate(report, "home", NORTHLINE_NUL_TERMINATED, nullptr);
}
void released(void* user) { ++static_cast<Counts*>(user)->released; }

northline_status add(northline_options* options, const char* definition, northline_decide decide,
                     Counts& counts) {
  return northline_options_add_check(options, definition, NORTHLINE_NUL_TERMINATED, decide, released, &counts,
                                     nullptr);
}

/// Messages of the findings with this code.
std::string said(const northline::Findings& all, std::string_view code) {
  std::string out;
  for (const northline::Finding f : all)
    if (f.code() == code) out += std::string(f.focus()) + ": " + std::string(f.message()) + "\n";
  return out;
}

} // namespace

TEST_CASE("a check in C reports, relates and is released once", "[own]") {
  Counts counts;
  northline_options* options = nullptr;
  northline_strategy* strategy = nullptr;
  northline_findings* findings = nullptr;
  REQUIRE(northline_options_create(&options, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_strategy_load_json(document, std::strlen(document), nullptr, &strategy, nullptr) ==
          NORTHLINE_OK);
  const char* definition =
      R"({"code": "X-owner", "kinds": ["goal"], "severity": "error", "advice": "Name one."})";
  REQUIRE(add(options, definition, owners, counts) == NORTHLINE_OK);
  REQUIRE(northline_check(strategy, options, &findings, nullptr) == NORTHLINE_OK);
  CHECK(counts.called == 2);
  northline_text* text = nullptr;
  REQUIRE(northline_findings_json(findings, &text, nullptr) == NORTHLINE_OK);
  northline_view view{};
  REQUIRE(northline_text_view(text, &view) == NORTHLINE_OK);
  const std::string json(view.data, view.size);
  CHECK(json.find(R"("code":"X-owner","name":"owner","severity":"error","message":"Nobody owns it.")") !=
        std::string::npos);
  CHECK(json.find(R"("related":["home"])") != std::string::npos);
  CHECK(json.find(R"("pointer":"/goals/lessons/due")") != std::string::npos);
  northline_text_free(text);

  // A strategy as text has its checks asked as well.
  REQUIRE(northline_json_check(document, std::strlen(document), options, &text, nullptr) == NORTHLINE_OK);
  CHECK(counts.called == 4);
  northline_text_free(text);
  northline_options_free(options);
  CHECK(counts.released == 0); // the findings still name the check
  northline_findings_free(findings);
  northline_strategy_free(strategy);
  CHECK(counts.released == 1);
}

TEST_CASE("what is no check in code is refused, and its user data stay the caller's", "[own]") {
  Counts counts;
  northline_options* options = nullptr;
  REQUIRE(northline_options_create(&options, nullptr) == NORTHLINE_OK);
  CHECK(add(options, "{", owners, counts) == NORTHLINE_NOT_JSON);
  CHECK(add(options, "[]", owners, counts) == NORTHLINE_CONFIGURATION);
  CHECK(add(options, R"({"kinds": "goal"})", owners, counts) == NORTHLINE_CONFIGURATION);
  CHECK(add(options, R"({"code": "NL999"})", owners, counts) == NORTHLINE_CONFIGURATION);
  CHECK(add(options, R"({"code": "X-a", "must": "true"})", owners, counts) == NORTHLINE_CONFIGURATION);
  CHECK(add(options, R"({"code": "X-a", "name": "no-line-of-sight"})", owners, counts) ==
        NORTHLINE_CONFIGURATION);
  CHECK(add(options, R"({"code": "X-a"})", nullptr, counts) == NORTHLINE_INVALID_ARGUMENT);
  CHECK(counts.released == 0);
  CHECK(add(options, R"({"code": "X-a"})", owners, counts) == NORTHLINE_OK);
  CHECK(add(options, R"({"code": "X-a"})", owners, counts) == NORTHLINE_OK); // in place of the first
  CHECK(counts.released == 1);
  northline_options_free(options);
  CHECK(counts.released == 2);
}

TEST_CASE("a check in C++ may throw, which is a finding about it", "[own]") {
  const northline::Strategy s = northline::Strategy::load(document);
  int asked = 0;
  northline::Options options;
  options
      .check(R"({"code": "X-title", "kinds": "goal"})",
             [](const northline::Strategy& in, std::string_view id, northline::Report& report) {
               const auto title = in.attribute(id, "title");
               if (title != "\"Be louder\"") return;
               report.add("It is loud.", "title").add("It is too loud.").relate("mia");
             })
      .check(R"({"code": "X-thrown"})",
             [&](const northline::Strategy&, std::string_view, northline::Report&) {
               ++asked;
               throw std::runtime_error("The service did not answer.");
             })
      .check(R"({"code": "X-wild", "kinds": ["strategy"]})",
             [](const northline::Strategy&, std::string_view, northline::Report&) { throw 5; });
  const northline::Findings found = s.check(options);
  CHECK(said(found, "X-title") == "loud: It is loud.\nloud: It is too loud.\n");
  CHECK(asked == 1); // not again after it failed
  const std::string failed = said(found, "NL040");
  CHECK(failed.find("The check X-thrown could not decide") != std::string::npos);
  CHECK(failed.find("The service did not answer.") != std::string::npos);
  CHECK(failed.find("The check X-wild could not decide") != std::string::npos);
  CHECK_THROWS_AS(
      options.check("{}", [](const northline::Strategy&, std::string_view, northline::Report&) {}),
      northline::Error);
}

TEST_CASE("a report outlives nothing and knows what exists", "[own]") {
  const northline::Strategy s = northline::Strategy::load(document);
  northline::Options options;
  options.check(R"({"code": "X-a", "kinds": "vision"})",
                [](const northline::Strategy&, std::string_view, northline::Report& report) {
                  CHECK_THROWS_AS(report.relate("home"), northline::Error); // nothing was said yet
                  CHECK_THROWS_AS(report.add(""), northline::Error);
                  CHECK_THROWS_AS(report.add("x", "colour"), northline::Error);
                  report.add("Seen.");
                  CHECK_THROWS_AS(report.relate("nobody"), northline::Error);
                });
  CHECK(said(s.check(options), "X-a") == "home: Seen.\n");
}
