#include "check/candidates.hpp"
#include "check/measuring.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "from {a}",
    "until {a}",
    "Mean the target that is due on {day}.",
    "Let the target be due with the goal, on {day}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "due",
                                          ">measured_by.status",
                                          ">measured_by.life",
                                          ">measured_by.baseline",
                                          ">measured_by.targets",
                                          ">measured_by.observations",
                                          ">measured_by.due",
                                          ">measured_by>replaced_by.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const ElementOf<Kind::goal> g{goal};
  if (!open(v, goal)) return;
  const Date start = v.get(field::goal::start, g), due = v.get(field::goal::due, g);
  if (!start.known() && !due.known()) return;
  const auto outside = [&](Date day) { return (start.known() && day < start) || (due.known() && due < day); };
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    if (!live(v, e.target)) continue;
    const Date picked = v.get(edge_field::measured_by::due, e);
    Date meant = picked;
    if (!picked.known()) {
      Date after, before; // of those outside: the first that is due later, else the last that was due earlier
      bool inside = false;
      for (const Aim& a : run.facts.figures(e.target).aims) {
        if (!a.due.known()) continue;
        if (!outside(a.due))
          inside = true;
        else if (due.known() && due < a.due)
          after = after.known() ? std::min(after, a.due) : a.due;
        else
          before = before.known() ? std::max(before, a.due) : a.due;
      }
      if (inside) continue;
      meant = after.known() ? after : before;
    }
    if (!meant.known() || !outside(meant)) continue;
    std::string period;
    if (start.known()) period = "from " + to_string(start);
    if (due.known()) period += (period.empty() ? "until " : " to ") + to_string(due);
    run.report(goal)
        .text("period", period)
        .element("metric", e.target)
        .date("due", meant)
        .at_target(Relation::measured_by, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element metric = r.element("metric");
  const ElementOf<Kind::goal> g{r.focus};
  const Date start = v.get(field::goal::start, g), due = v.get(field::goal::due, g);
  if (start.known() && due.known() && due < start) return false; // no day lies in such a time
  const std::vector<Aim> all = aims(v.get(field::metric::targets, v.as<Kind::metric>(metric)));
  f.safety = Safety::display;
  // Another target within the goal's time may have been meant.
  std::size_t inside = all.size(), several = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].due.known() && !(start.known() && all[i].due < start) && !(due.known() && due < all[i].due)) {
      inside = i;
      ++several;
    }
  if (several > 0) {
    if (several > 1) return false;
    for (const Edge& e : v.out(r.focus, Relation::measured_by))
      if (e.target == metric) f.patch = set_detail(v, e, "due", quoted(all[inside].due));
    f.title = "Mean the target that is due on {day}.";
    f.values = {{"day", to_string(all[inside].due)}};
    return !f.patch.empty();
  }
  // What nobody else is measured by can be due with the goal.
  if (all.size() != 1 || !due.known() || !(due < r.date("due")) ||
      v.in(metric, Relation::measured_by).size() != 1)
    return false;
  for (const Edge& e : v.in(metric, Relation::measured_by))
    if (v.get(edge_field::measured_by::due, e).known()) return false;
  f.title = "Let the target be due with the goal, on {day}.";
  f.values = {{"day", to_string(due)}};
  f.patch = set_part(v, metric, "targets", 0, "due", quoted(due));
  return true;
}

} // namespace

extern const Rule target_outside_goal_period = {
    .code = "NL611",
    .name = "target-outside-goal-period",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is the target due while the goal runs?",
    .message = "{focus} runs {period}, but the target of {metric} that is meant for it is due on {due}.",
    .advice = "Give the metric a target within the goal's time, or pick the right one with \"due\" on "
              "\"measured_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
