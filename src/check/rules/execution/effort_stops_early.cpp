#include "check/mending.hpp"
#include "check/people.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.25, "share of the goal's time that may be left when the work ends"},
    {"days", 28, "fewer days than these may always be left"},
};
constexpr std::string_view phrases[] = {
    "{a} day",
    "{a} days",
    "Let {work} go on until {a}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "due",
                                          "lag",
                                          "<contributes_to.status",
                                          "<contributes_to.end",
                                          "<contributes_to.start",
                                          "<contributes_to.duration",
                                          "<contributes_to.continuous",
                                          "<contributes_to.cadence"};

/// The last day of the work; unknown when it has none.
Date last_day(const View& v, Element work) {
  if (v.is(work, Kind::activity)) return v.get(field::activity::end, v.as<Kind::activity>(work));
  const ElementOf<Kind::program> p{work};
  if (v.get(field::program::continuous, p) == Maybe::yes) return {};
  const Quantity duration = v.get(field::program::duration, p);
  const Date start = v.get(field::program::start, p);
  if (duration.known())
    return start.known() ? start + static_cast<std::int32_t>(std::min(std::ceil(duration.point()), 1e6)) + -1
                         : Date{};
  return v.get(field::program::end, p);
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  const Date start = v.get(field::goal::start, g), due = v.get(field::goal::due, g);
  if (!start.known() || !due.known() || !(start < due) || !committed(v, goal)) return;
  Date end;
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    if (!in_force(v, e.source)) continue;
    if (v.is(e.source, Kind::capability)) continue;
    const Quantity size = v.get(edge_field::contributes_to::contribution, e);
    if (size.known() && size.point() <= 0) continue;
    const Date day = last_day(v, e.source);
    if (!day.known()) return; // it may go on
    if (!end.known() || end < day) end = day;
  }
  if (!end.known()) return;
  const Date deadline =
      due + -static_cast<std::int32_t>(std::ceil(std::min(v.get(field::goal::lag, g).point_or(0), 1e6)));
  const int left = deadline - end;
  const double share = static_cast<double>(left) / (due - start);
  if (!(share > run.parameter(0)) || left < run.parameter(1)) return;
  run.report(goal)
      .date("end", end)
      .text("left", counted(static_cast<std::size_t>(left), "day", "days"))
      .date("deadline", deadline)
      .number("percent", std::round(100 * share))
      .number("days", left);
}

// The work that ends last goes on until the deadline.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element best = no_element;
  for (const Edge& e : v.in(r.focus, Relation::contributes_to)) {
    if (!in_force(v, e.source) || v.is(e.source, Kind::capability) || !helps(v, e)) continue;
    if (last_day(v, e.source) == r.date("end") && (best == no_element || by_id(v, e.source, best)))
      best = e.source;
  }
  if (best == no_element || !open(v, best) ||
      (v.is(best, Kind::program) && v.get(field::program::duration, v.as<Kind::program>(best)).known()))
    return false;
  f.title = "Let {work} go on until " + to_string(r.date("deadline")) + ".";
  f.values = {{"work", r.describe(best)}};
  f.safety = Safety::display;
  f.patch = set_member(v, best, "end", quoted(r.date("deadline")));
  return true;
}

} // namespace

extern const Rule effort_stops_early = {
    .code = "NL913",
    .name = "effort-stops-early",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Does the work go on until the goal is due?",
    .message = "The last work for {focus} ends on {end}, {left} before it has to be done ({deadline}), which "
               "is {percent} % of its time.",
    .advice = "Spread the work over the time there is, or move the day the goal is due.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
