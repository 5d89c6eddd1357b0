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
