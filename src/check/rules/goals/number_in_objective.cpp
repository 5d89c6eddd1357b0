#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Make it a key result of {objective}.",
};
constexpr std::string_view footprint[] = {"form", "status", "title"};

/// The first number that is not a year, nor a part of a word such as "B2B".
std::string number_in(const std::string& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                      end + 1 < text.size() && digit(text[end + 1]))))
      ++end;
    const std::string number = text.substr(at, end - at);
    const bool in_word = (at > 0 && letter(text[at - 1])) || (end < text.size() && letter(text[end]));
    const bool year = number.size() == 4 && number >= "1900" && number <= "2100";
    if (!in_word && !year) return number;
    at = end;
  }
  return {};
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::form, v.as<Kind::goal>(goal)) != choice::goal_form::objective || !open(v, goal))
    return;
  const std::string number = number_in(v.text(field::common::title, goal));
  if (!number.empty()) run.report(goal).text("number", number).at("title");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne objective;
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& e : v.out(r.focus, relation))
      if (v.is(e.target, Kind::goal) && open(v, e.target) &&
          v.get(field::goal::form, v.as<Kind::goal>(e.target)) == choice::goal_form::objective)
        objective.add(e.target);
  if (objective.get() == no_element) return false;
  f.title = "Make it a key result of {objective}.";
  f.values = {{"objective", r.describe(objective.get())}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "form", quoted("key_result"));
  return true;
}

} // namespace

extern const Rule number_in_objective = {
    .code = "NL231",
    .name = "number-in-objective",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Do objectives leave the numbers to their key results?",
    .message = "The title of {focus} holds the number {number}, which belongs to a key result.",
    .advice = "Say in the objective what is to be different, and in a key result by how much.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::okr,
    .phrases = phrases,
};

} // namespace northline::rules
