#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"words", 60, "the most words that count as a breath"},
};
constexpr std::string_view footprint[] = {"status", "statement", "title"};

void decide(RuleRun& run, Element mission) {
  const View& v = run.view;
  if (!in_force(v, mission)) return;
  std::string text = v.text(field::mission::statement, v.as<Kind::mission>(mission));
  const bool stated = !text.empty();
  if (!stated) text = v.text(field::common::title, mission);
  double words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  if (words > run.parameter(0))
    run.report(mission)
        .number("words", words)
        .number("limit", run.parameter(0))
        .at(stated ? "statement" : "title");
}

} // namespace

extern const Rule long_mission = {
    .code = "NL225",
    .name = "long-mission",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::mission),
    .question = "Can the mission be said in a breath?",
    .message = "{focus} takes {words} words; what cannot be said in a breath ({limit} words) is not "
               "remembered.",
    .advice = "Keep the sentence that people would repeat and move the rest to the description.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
