#include "check/mending.hpp"
#include "check/people.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 6, "days of room up to which the check speaks"},
};
constexpr std::string_view phrases[] = {
    "{a} day",
    "{a} days",
    "Start {before} on {a}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "continuous",
                                          "duration",
                                          ">contributes_to.status",
                                          ">contributes_to.due",
                                          ">contributes_to.lag",
                                          ">depends_on.status",
                                          "fact schedule",
                                          "fact work_units"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const EdgeRange waits = v.out(program, Relation::depends_on);
  const ElementOf<Kind::program> p{program};
  if (waits.empty() || !open(v, program) || v.get(field::program::continuous, p) == Maybe::yes) return;
  Element goal = no_element;
  Date deadline;
  for (const Edge& e : v.out(program, Relation::contributes_to)) {
    const ElementOf<Kind::goal> g{e.target};
    const Quantity size = v.get(edge_field::contributes_to::contribution, e);
    const Date due = v.get(field::goal::due, g);
    if (!due.known() || !open(v, g) || (size.known() && size.point() <= 0)) continue;
    const Date by =
        due + -static_cast<std::int32_t>(std::ceil(std::min(v.get(field::goal::lag, g).point_or(0), 1e6)));
    if (goal != no_element && (deadline < by || (deadline == by && by_id(v, goal, e.target)))) continue;
    goal = e.target;
    deadline = by;
  }
  if (goal == no_element) return;
  const Schedule& schedule = run.facts.schedule();
  const WorkUnits& work = run.facts.work();
  const std::uint32_t row = work.row_of_program(program);
  const double start = schedule.start(row).low;
  const double length = schedule.length(row).low;
  if (!std::isfinite(start)) return;
  // The path is critical only if what it waits for sets its start, not a later day of its own.
  Element before = no_element;
  for (const Edge& e : waits) {
    if (!in_force(v, e.target) || e.target == program) continue;
    const std::uint32_t other =
        v.is(e.target, Kind::program) ? work.row_of_program(e.target) : work.row_of_activity(e.target);
    const double lag = v.get(edge_field::depends_on::lag, e);
    if (schedule.start(other).low + schedule.length(other).low + (known(lag) ? lag : 0) == start &&
        (before == no_element || by_id(v, e.target, before)))
      before = e.target;
  }
  if (before == no_element) return;
  // Days count with both ends: what takes one day ends on the day it starts.
  const double end = v.get(field::program::duration, p).known() ? start + std::max(0.0, std::ceil(length) - 1)
                                                                : start + length;
  if (!(std::fabs(end) < 1e8)) return;
  const Date finish{static_cast<std::int32_t>(std::floor(end))};
  const int room = deadline - finish;
  if (room < 0 || room > run.parameter(0)) return; // past the deadline NL902 speaks
  run.report(program)
      .element("before", before)
      .date("finish", finish)
      .text("room", counted(static_cast<std::size_t>(room), "day", "days"))
      .element("goal", goal)
      .date("deadline", deadline)
      .number("days", room)
      .number("limit", run.parameter(0));
}

// The first piece a week earlier, where nothing but its own start keeps it and nothing else keeps the second.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element before = r.element("before");
  if (!v.is(before, Kind::program) || v.out(r.focus, Relation::depends_on).size() != 1 ||
      v.get(field::program::start, v.as<Kind::program>(r.focus)).known() ||
      !v.out(before, Relation::depends_on).empty() || !v.out(before, Relation::part_of).empty() ||
      !v.in(before, Relation::part_of).empty())
    return false;
  const ElementOf<Kind::program> p{before};
  const Date start = v.get(field::program::start, p), end = v.get(field::program::end, p);
  const auto days = static_cast<std::int32_t>(std::floor(r.number("limit") - r.number("days"))) + 1;
  if (!start.known() || !r.as_of().known() || start + -days < r.as_of() || days > 60) return false;
  f.title = "Start {before} on " + to_string(start + -days) + ".";
  f.values = {{"before", r.describe(before)}};
  f.safety = Safety::display;
  f.patch = joined({set_member(v, before, "start", quoted(start + -days)),
                    end.known() ? set_member(v, before, "end", quoted(end + -days)) : ""});
  return true;
}

} // namespace

extern const Rule no_room_on_the_way = {
    .code = "NL908",
    .name = "no-room-on-the-way",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Is there room for delay where work waits for work?",
    .message = "{focus} waits for {before} and can be over by {finish} at the earliest, {room} before the "
               "work for {goal} has to be done ({deadline}).",
    .advice = "Start the first piece earlier, let pieces run side by side, or agree a later day.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
