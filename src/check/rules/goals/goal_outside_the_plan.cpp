#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "after the end of",
    "before the start of",
    "Bring it forward to the end of the strategy, {day}.",
};
constexpr std::string_view footprint[] = {"start",         "end",          "all goal.status",
                                          "all goal.form", "all goal.due", "all goal.from"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const ElementOf<Kind::strategy> s{strategy};
  const Date start = v.get(field::strategy::start, s), end = v.get(field::strategy::end, s);
  if ((!start.known() && !end.known()) || (start.known() && end.known() && end < start)) return;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    const choice::goal_form form = v.get(field::goal::form, goal);
    if (form != choice::goal_form::objective && form != choice::goal_form::key_result) return;
    const Date due = v.get(field::goal::due, goal);
    if (!due.known() || !committed(v, goal) || v.has(field::common::from, goal)) return;
    if (end.known() && end < due)
      run.report(goal).date("due", due).text("where", "after the end of").date("limit", end).at("due");
    else if (start.known() && due < start)
      run.report(goal).date("due", due).text("where", "before the start of").date("limit", start).at("due");
  });
}

bool fix(const Rendering& r, Fix& f) {
  const Date start = r.view.get(field::goal::start, r.view.as<Kind::goal>(r.focus));
  const Date end = r.date("limit");
  if (r.date("due") < end || end < start || (r.as_of().known() && end < r.as_of()) ||
      !work_ends_by(r.view, r.focus, end))
    return false;
  f.title = "Bring it forward to the end of the strategy, {day}.";
  f.values = {{"day", to_string(end)}};
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "due", quoted(end));
  return true;
}

} // namespace

extern const Rule goal_outside_the_plan = {
    .code = "NL228",
    .name = "goal-outside-the-plan",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is every objective due within the time of the strategy?",
    .message = "{focus} is due on {due}, {where} the strategy ({limit}).",
    .advice = "Set a day within the plan, or carry the goal over to the plan it belongs to.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
