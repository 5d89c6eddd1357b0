#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"words", 60, "the most words that count as a breath"},
};
constexpr std::string_view phrases[] = {
    "Keep the first sentence and move the rest to the description.",
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Only where the first sentence can stand for the whole, and the rest has somewhere to go.
  if (v.get(field::common::description, r.focus).known()) return false;
  const Raw statement = v.get(field::mission::statement, v.as<Kind::mission>(r.focus));
  const std::string text =
      View::decoded(statement.known() ? statement : v.get(field::common::title, r.focus));
  std::size_t end = 0;
  while (end + 1 < text.size() && !(text[end + 1] == ' ' && std::string_view(".!?").find(text[end]) < 3))
    ++end;
  const std::string first = text.substr(0, end + 1);
  const auto words = static_cast<double>(1 + std::count(first.begin(), first.end(), ' '));
  if (end + 2 >= text.size() || words < 5 || words > r.number("limit")) return false;
  f.title = "Keep the first sentence and move the rest to the description.";
  f.safety = Safety::display;
  f.patch = joined({set_member(v, r.focus, statement.known() ? "statement" : "title", quoted(first)),
                    set_member(v, r.focus, "description", quoted(std::string_view(text).substr(end + 2)))});
  return true;
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
    .fix = fix,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
