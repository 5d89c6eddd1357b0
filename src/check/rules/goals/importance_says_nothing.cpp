#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"goals", 2, "strategies with fewer open goals are left alone"},
};
constexpr std::string_view phrases[] = {
    "No goal has an importance",
    "All goals have an importance of {a} of {b}",
};
constexpr std::string_view footprint[] = {"all goal.status", "all goal.form", "all goal.importance"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  double count = 0, given = 0, value = unknown_number;
  bool differ = false;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    if (differ || !committed(v, goal) || v.get(field::goal::form, goal) == choice::goal_form::key_result)
      return;
    ++count;
    const double importance = v.get(field::goal::importance, goal);
    if (!known(importance)) return;
    differ = given > 0 && importance != value;
    ++given;
    value = importance;
  });
  if (differ || count < run.parameter(0) || (given > 0 && given < count)) return;
  auto report = run.report(strategy);
  if (given == 0)
    report.text("how", "No goal has an importance");
  else
    report.text("how", "All goals have an importance of " + number_text(value) + " of 100");
  report.number("count", count);
}

} // namespace

extern const Rule importance_says_nothing = {
    .code = "NL213",
    .name = "importance-says-nothing",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does the importance of the goals tell which comes first?",
    .message = "{how}, so nothing says which of the {count} goals comes first.",
    .advice = "Give the goals different importance, 0 to 100: when hours run short, something has to "
              "come first.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
