#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the start out, so that it counts as unknown.",
};
constexpr std::string_view footprint[] = {"start", "due", "status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  const Date start = v.get(field::goal::start, g);
  if (!start.known()) return;
  const Date due = v.get(field::goal::due, g);
  if (due.known() && due < start && in_force(v, goal))
    run.report(goal).date("start", start).date("due", due).at("start");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take the start out, so that it counts as unknown.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_attribute(r.view, r.focus, "start");
  return true;
}

} // namespace

extern const Rule start_after_due = {
    .code = "NL209",
    .name = "start-after-due",
    .category = Category::goals,
    .severity = Severity::error,
    .focus = kinds(Kind::goal),
    .question = "Does the goal start before it is due?",
    .message = "{focus} starts on {start}, after it is due on {due}.",
    .advice = "Correct one of the two days.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
