#include "check/candidates.hpp"
#include "check/measuring.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Move the target to the day of the effect, {effect}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "lag",
                                          ">measured_by.status",
                                          ">measured_by.life",
                                          ">measured_by.type",
                                          ">measured_by>replaced_by.status",
                                          ">measured_by.due",
                                          ">measured_by.baseline",
                                          ">measured_by.targets",
                                          ">measured_by.observations",
                                          "<contributes_to.status",
                                          "<contributes_to.start"};

/// The day from which anything is done for the goal; unknown when nobody can tell.
Date first_work(const View& v, Element goal) {
  Date first;
  bool any = false;
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    if (!in_force(v, e.source) || v.is(e.source, Kind::capability)) continue;
    const Date start = v.is(e.source, Kind::program)
                           ? v.get(field::program::start, v.as<Kind::program>(e.source))
                           : v.get(field::activity::start, v.as<Kind::activity>(e.source));
    if (!start.known()) return {};
    first = any ? std::min(first, start) : start;
    any = true;
  }
  return any ? first : v.get(field::goal::start, v.as<Kind::goal>(goal));
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const double lag = v.get(field::goal::lag, v.as<Kind::goal>(goal)).point();
  if (!(lag > 0) || !open(v, goal)) return;
  const Date start = first_work(v, goal);
  if (!start.known()) return;
  const Date effect = start + static_cast<std::int32_t>(std::min(std::ceil(lag), 1e6));
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    if (leads(v.get(field::metric::type, v.as<Kind::metric>(e.target))) || !live(v, e.target)) continue;
    Date due = v.get(edge_field::measured_by::due, e);
    if (!due.known()) {
      // Every target after the start is meant; the first of them is the one in danger.
      for (const Aim& a : run.facts.figures(e.target).aims)
        if (a.due.known() && start <= a.due && !(due.known() && due <= a.due)) due = a.due;
    }
    if (!due.known() || !(due < effect)) continue;
    run.report(goal)
        .date("effect", effect)
        .element("metric", e.target)
        .date("due", due)
        .at_target(Relation::measured_by, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element metric = r.element("metric");
  const Date effect = r.date("effect"), goal_due = v.get(field::goal::due, v.as<Kind::goal>(r.focus));
  if (goal_due.known() && goal_due < effect) return false;
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    if (e.source != r.focus || v.get(edge_field::measured_by::due, e).known()) return false;
  }
  const std::vector<Aim> all = aims(v.get(field::metric::targets, v.as<Kind::metric>(metric)));
  std::size_t which = all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].due == effect) return false;
    if (all[i].due == r.date("due")) which = i;
  }
  if (which == all.size()) return false;
  f.title = "Move the target to the day of the effect, {effect}.";
  f.safety = Safety::display;
  f.patch = set_part(v, metric, "targets", which, "due", quoted(effect));
  return true;
}

} // namespace

extern const Rule target_before_effect = {
    .code = "NL631",
    .name = "target-before-effect",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Can the effect show before the target is due?",
    .message = "{focus} shows its effect from {effect} on, but the target of {metric} is due on {due}.",
    .advice = "Move the target, start earlier, or measure something that moves sooner.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
