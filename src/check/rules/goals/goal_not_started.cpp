#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 7, "so many days after its start a goal may still be only planned"},
};
constexpr std::string_view phrases[] = {
    "a draft",
    "only planned",
    "Say that it is under way.",
};
constexpr std::string_view footprint[] = {"status", "start"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!run.as_of.known()) return;
  const choice::status status = v.get(field::common::status, goal);
  if (status != choice::status::planned && status != choice::status::draft) return;
  const Date start = v.get(field::goal::start, v.as<Kind::goal>(goal));
  if (!start.known() || !(run.as_of - start > run.parameter(0))) return;
  run.report(goal)
      .date("start", start)
      .number("days", run.as_of - start)
      .text("status", status == choice::status::draft ? "a draft" : "only planned")
      .at("status");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Say that it is under way.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "status", "\"active\"");
  return true;
}

} // namespace

extern const Rule goal_not_started = {
    .code = "NL218",
    .name = "goal-not-started",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Was the goal begun when its time came?",
    .message = "{focus} was to start on {start}, {days} days ago, and is still {status}.",
    .advice = "Begin, or move the start to a day on which it can begin.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
