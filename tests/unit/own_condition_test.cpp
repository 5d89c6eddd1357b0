// Conditions inside the engine; what they see is tested in tests/python/test_custom_checks.py.
#include "check/check.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <string>

TEST_CASE("conditions about the day stay silent without one", "[own]") {
  std::string text = R"({"northline": 1, "goals": {
    "lessons": {"title": "A lesson for every child", "due": "2027-06-30"},
    "loud": {"title": "Be louder"}}})";
  text.insert(1, R"x("checks": {"custom": [
    {"code": "X-dated", "kinds": "goal", "when": "has(goal.due)", "must": "goal.due < as_of", "message": "{focus}."
},
    {"code": "X-plain", "kinds": "goal", "must": "false", "message": "{focus}."}]
},)x");
  const northline::View view(northline::read_json(northline::Text::borrow(text)));
  const auto count = [&](northline::Date day) {
    northline::CheckOptions how;
    how.as_of = day;
    const auto found = northline::run_checks(view, how);
    std::string codes;
    for (std::size_t i = 0; i < found->size(); ++i)
      if (found->rule(i).code.substr(0, 2) == "X-") codes += std::string(found->rule(i).code) + " ";
    return codes;
  };
  CHECK(count({}) == "X-plain X-plain ");
  CHECK(count(northline::parse_date("2026-11-21")) == "X-dated X-plain X-plain ");
}

TEST_CASE("a definition in a higher layer takes the place of a lower one", "[own]") {
  std::string text = R"({"northline": 1, "goals": {"a": {"title": "A goal"}}})";
  text.insert(1, R"x("checks": {"custom": [
    {"code": "X-one", "kinds": "goal", "must": "false", "message": "Of the document."},
    {"code": "X-two", "kinds": "goal", "must": "false", "message": "Of the document too."}]},)x");
  const northline::View view(northline::read_json(northline::Text::borrow(text)));
  northline::CheckOptions how;
  how.configurations.push_back(northline::read_configuration(
      R"x({"custom": [{"code": "X-one", "kinds": "goal", "must": "false", "message": "Of the file."}]})x",
      "file"));
  const auto found = northline::run_checks(view, how);
  std::string said;
  for (std::size_t i = 0; i < found->size(); ++i)
    if (found->rule(i).code.substr(0, 2) == "X-") said += found->message(i) + " ";
  CHECK(said == "Of the file. Of the document too. ");
  how.document_configuration = false;
  CHECK(northline::run_checks(view, how)->total() < found->total());
}

TEST_CASE("all checks of one's own together have a budget", "[own]") {
  std::string text = R"({"northline": 1, "goals": {)";
  for (int i = 0; i < 3000; ++i)
    text += (i ? "," : "") + std::string("\"g") + std::to_string(i) + R"(": {"title": "A goal"})";
  text += R"x(}, "checks": {"select": ["X-", "NL040"], "custom": [)x";
  for (int i = 0; i < 6; ++i)
    text +=
        (i ? "," : "") + std::string(R"x({"code": "X-)x") + std::to_string(i) +
        R"x(", "kinds": "goal", "must": "strategy.goals.all(g, g.title == goal.title)", "message": "."})x";
  text += "]}}";
  const northline::View view(northline::read_json(northline::Text::borrow(text)));
  const auto found = northline::run_checks(view);
  CHECK(found->size() == 6); // each says once that it could not decide
  for (std::size_t i = 0; i < found->size(); ++i) {
    CHECK(found->rule(i).code == "NL040");
    CHECK(found->message(i).find("more steps") != std::string::npos);
  }
}

TEST_CASE("conditions see what relations say", "[own]") {
  std::string text = R"x({"northline": 1,
  "goals": {"a": {"title": "A", "supports": {"b": {"contribution": {"low": 20, "high": 60}, "why": "tried"}}},
    "b": {"title": "B"}, "gone": {"title": "G", "status": "dropped", "supports": {"b": 90}}},
  "audiences": {"m": {"title": "M", "present_on": {"c": {"share": 0.4, "source": "survey"}}}},
  "channels": {"c": {"title": "C"}},
  "stakeholders": {"s": {"title": "S"}},
  "programs": {"p": {"title": "P", "contributes_to": {"b": 70, "a": 5},
    "consumes": {"t": [{"hours_per_week": 3, "start": "2027-01-01"}, {"hours_per_week": 4}]},
    "reviewed_by": {"s": {"cadence": "weekly", "x": {"k": 1}}}, "uses": "c"}},
  "resources": {"t": {"title": "T"}},
  "checks": {"select": ["X-", "NL040"], "custom": [)x";
  const std::pair<const char*, const char*> conditions[] = {
      {"goal", "goal.id != 'b' || goal.supported_by_links.size() == 1"}, // not the dropped one
      {"goal",
       "goal.supported_by_links.all(l, l.from.id == 'a' && l.to == goal && l.relation == 'supports')"},
      {"goal", "goal.supports_links.all(l, l.contribution == 40.0 && l.contribution_range.high == 60.0)"},
      {"goal", "goal.supports_links.all(l, l.why == 'tried' && !has(l.source))"},
      {"goal", "goal.supports_links == goal.supports.map(g, g.supported_by_links[0])"},
      {"audience", "audience.present_on_links.all(l, l.share == 0.4 && l.source == 'survey')"},
      {"channel", "channel.visited_by_links.exists(l, l.share > 0.3) && channel.used_by_links.size() == 1"},
      {"program", "program.contributes_to_links.map(l, l.contribution) == [70.0, 5.0]"},
      {"program", "program.consumes_links.map(l, l.hours_per_week) == [3.0, 4.0]"},
      {"program",
       "program.consumes_links.exists_one(l, has(l.start) && l.start > timestamp('2026-12-31T00:00:00Z'))"},
      {"program", "program.reviewed_by_links.all(l, l.cadence == 1.0)"},
      {"strategy", "strategy.owned_by_links.size() == 0 && !has(strategy.owned_by_links)"},
  };
  int n = 0;
  for (const auto& [kind, must] : conditions)
    text += (n ? "," : "") + std::string(R"({"code": "X-)") + std::to_string(n) + R"(", "kinds": ")" + kind +
            R"(", "must": ")" + must + R"(", "message": "{focus}."})",
        ++n;
  text += R"x(,{"code": "X-shown", "kinds": "program", "must": "false", "message": "{l} | {all}.",
    "arguments": {"l": "program.contributes_to_links[0]", "all": "program.uses_links"}}]}})x";
  const northline::View view(northline::read_json(northline::Text::borrow(text)));
  const auto found = northline::run_checks(view, {});
  for (std::size_t i = 0; i < found->size(); ++i) {
    INFO(found->message(i));
    CHECK(found->rule(i).code == "X-shown");
  }
  REQUIRE(found->size() == 1);
  CHECK(found->message(0) ==
        R"(Program "P" (p) contributes to goal "B" (b) | program "P" (p) uses channel "C" (c).)");
}

TEST_CASE("a link has the attributes of its relation and no others", "[own]") {
  const auto fault = [](const std::string& must) -> std::string {
    try {
      northline::read_configuration(
          R"x({"custom": [{"code": "X-one", "kinds": "program", "message": ".", "must": ")x" + must +
              R"x("}]})x",
          "f");
    } catch (const northline::Error& e) {
      return e.what();
    }
    return {};
  };
  CHECK(fault("program.contributes_to_links.all(l, has(l.contribution))").empty());
  CHECK(fault("program.contributes_to_links.all(l, l.contribtion > 1.0)")
            .find("A contributes_to link has no \"contribtion\"; did you mean \"contribution\"?") !=
        std::string::npos);
  CHECK(fault("program.supports_links.size() > 0").find("A program has no") != std::string::npos);
  CHECK(fault("has(program.uses_link)").find("uses_links") != std::string::npos);
  CHECK(fault("program.contributes_to_links.all(l, has(l.x))").find("has no \"x\"") != std::string::npos);
}
