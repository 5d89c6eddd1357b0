#include "check/mending.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"lag", "{focus} cannot be over before {finish}, {late} {late|day|days} after the work for {goal} has to "
            "be done ({deadline}, as its effect takes {lag} {lag|day|days})."},
};
constexpr std::string_view phrases[] = {
    "Start it on {a}, as much earlier as it would be late.",
    "Shorten it to {days} days, so that it is over in time.",
    "End it on {a}, so that it is over in time.",
};
constexpr std::string_view footprint[] = {"status",
                                          "continuous",
                                          "duration",
                                          ">contributes_to.status",
                                          ">contributes_to.due",
                                          ">contributes_to.lag",
                                          "fact schedule",
                                          "fact work_units"};

/// The day the program's work for the goal has to be over; unknown if the goal does not ask.
Date deadline_of(const View& v, const Edge& contribution) {
  const ElementOf<Kind::goal> goal{contribution.target};
  const Quantity size = v.get(edge_field::contributes_to::contribution, contribution);
  if (!open(v, goal) || (size.known() && size.point() <= 0)) return {};
  const Date due = v.get(field::goal::due, goal);
  if (!due.known()) return {};
  return due +
         -static_cast<std::int32_t>(std::ceil(std::min(v.get(field::goal::lag, goal).point_or(0), 1e6)));
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  if (!open(v, program) || v.get(field::program::continuous, p) == Maybe::yes) return;
  Date deadline; // of the goal whose work must be over first
  Element first = no_element;
  for (const Edge& e : v.out(program, Relation::contributes_to)) {
    const Date by = deadline_of(v, e);
    if (!by.known() || (deadline.known() && deadline < by)) continue;
    if (by == deadline && by_id(v, first, e.target)) continue;
    first = e.target;
    deadline = by;
  }
  if (first == no_element) return;
  const Schedule& schedule = run.facts.schedule();
  const std::uint32_t row = run.facts.work().row_of_program(program);
  const double start = schedule.start(row).low, length = schedule.length(row).low;
  if (!std::isfinite(start)) return;
  // Days count with both ends: what takes one day ends on the day it starts.
  const double end = v.get(field::program::duration, p).known() ? start + std::max(0.0, std::ceil(length) - 1)
                                                                : start + length;
  if (!(end > deadline.days) || end > 1e8) return;
  const Date finish{static_cast<std::int32_t>(std::floor(end))};
  const double lag = v.get(field::goal::lag, ElementOf<Kind::goal>{first}).point_or(0);
  auto report = run.report(program);
  report.date("finish", finish)
      .element("goal", first)
      .date("deadline", deadline)
      .number("late", finish - deadline)
      .number("lag", std::ceil(lag));
  if (lag > 0) report.text("variant", "lag");
  std::vector<Element> others;
  for (const Edge& e : v.out(program, Relation::contributes_to))
    if (const Date by = deadline_of(v, e); e.target != first && by.known() && end > by.days)
      others.push_back(e.target);
  relate(report, v, others);
}

// As much earlier as it would be late, where nothing but its own start keeps it; else as much shorter, as
// long as more than half of it is left.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::program> p{r.focus};
  const Date start = v.get(field::program::start, p), end = v.get(field::program::end, p);
  if (!start.known() || !v.in(r.focus, Relation::part_of).empty()) return false;
  const auto late = static_cast<std::int32_t>(r.number("late"));
  const Date earlier = start + -late;
  const Quantity duration = v.get(field::program::duration, p);
  f.safety = Safety::display;
  if (v.out(r.focus, Relation::depends_on).empty() && v.out(r.focus, Relation::part_of).empty() &&
      r.as_of().known() && !(earlier < r.as_of())) {
    f.title = "Start it on " + to_string(earlier) + ", as much earlier as it would be late.";
    f.patch = joined({set_member(v, r.focus, "start", quoted(earlier)),
                      end.known() && start < end ? set_member(v, r.focus, "end", quoted(end + -late)) : ""});
    return true;
  }
  if (duration.given) {
    const double left = duration.low - late;
    if (duration.low != duration.high || !(left > duration.low / 2)) return false;
    f.title = "Shorten it to {days} days, so that it is over in time.";
    f.values = {{"days", number_text(left)}};
    f.patch = set_member(v, r.focus, "duration", number_text(left));
    return true;
  }
  if (!end.known() || end - start <= 2 * late) return false;
  f.title = "End it on " + to_string(end + -late) + ", so that it is over in time.";
  f.patch = set_member(v, r.focus, "end", quoted(end + -late));
  return true;
}

} // namespace

extern const Rule cannot_finish_in_time = {
    .code = "NL902",
    .name = "cannot-finish-in-time",
    .category = Category::execution,
    .severity = Severity::error,
    .focus = kinds(Kind::program),
    .question = "Can the program be over before the goals it helps are due?",
    .message = "{focus} cannot be over before {finish}, {late} {late|day|days} after the work for {goal} "
               "has to be done ({deadline}).",
    .advice = "Start it earlier, shorten it or what it waits for, or move the day the goal is due.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
