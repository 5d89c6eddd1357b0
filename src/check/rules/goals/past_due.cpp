#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"due", "status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!run.as_of.known()) return;
  const Date due = v.get(field::goal::due, v.as<Kind::goal>(goal));
  if (!due.known() || !(due < run.as_of) || !committed(v, goal)) return;
  run.report(goal).date("due", due).number("days", run.as_of - due).at("due");
}

} // namespace

extern const Rule past_due = {
    .code = "NL219",
    .name = "past-due",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Was the goal closed when it was due?",
    .message = "{focus} was due on {due} and is still open.",
    .advice = "Say how it ended: \"done\", \"dropped\", or decided again with a new day.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
