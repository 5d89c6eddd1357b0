#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it be due with {goal}, on {day}.",
    "Let it be due at the end of the strategy, on {day}.",
};
constexpr std::string_view footprint[] = {"due",
                                          "status",
                                          "form",
                                          "from",
                                          "level",
                                          "fact goal_graph",
                                          ">measured_by.status",
                                          ">measured_by.targets"};

bool has_day(const View& v, Element goal) {
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    if (!in_force(v, e.target)) continue;
    if (v.get(edge_field::measured_by::due, e).known()) return true;
    for (const Aim& aim : aims(v.get(field::metric::targets, v.as<Kind::metric>(e.target))))
      if (aim.due.known()) return true;
  }
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  if (v.get(field::goal::due, g).known() || !committed(v, goal)) return;
  const GoalGraph& goals = run.facts.goals();
  const choice::goal_form form = v.get(field::goal::form, g);
  // A broad goal is dated by the goals below it; an objective is for one cycle by its own declaration.
  if (form != choice::goal_form::objective && form != choice::goal_form::key_result &&
      !goals.below(goals.rows().of(goal)).empty())
    return;
  if (!given_goal(v, goals, goal) && !has_day(v, goal)) run.report(goal);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Date start = v.get(field::goal::start, v.as<Kind::goal>(r.focus));
  const auto fits = [&](Date day) {
    return day.known() && !(day < start) && !(r.as_of().known() && day < r.as_of());
  };
  Element above = no_element;
  Date day;
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& e : v.out(r.focus, relation)) {
      if (!v.is(e.target, Kind::goal) || !open(v, e.target)) continue;
      const Date due = v.get(field::goal::due, v.as<Kind::goal>(e.target));
      if (!fits(due) || (day.known() && !(due < day))) continue;
      day = due;
      above = e.target;
    }
  if (above == no_element) day = v.get(field::strategy::end, v.as<Kind::strategy>(root_element));
  if (!fits(day) || !work_ends_by(v, r.focus, day)) return false;
  f.title = above != no_element ? "Let it be due with {goal}, on {day}."
                                : "Let it be due at the end of the strategy, on {day}.";
  f.values = {{"goal", above != no_element ? r.describe(above) : std::string()}, {"day", to_string(day)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "due", quoted(day));
  return true;
}

} // namespace

extern const Rule no_due_date = {
    .code = "NL207",
    .name = "no-due-date",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is it said by when the goal is to be reached?",
    .message = "{focus} has no due date, and none of its metrics has a target with one.",
    .advice = "Write under \"due\" the day on which it is to be reached.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
