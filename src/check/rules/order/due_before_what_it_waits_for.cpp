#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Give it until {day}.",
};
constexpr std::string_view footprint[] = {"status", "due", ">depends_on.status", ">depends_on.due"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange range = v.out(goal, Relation::depends_on);
  if (range.empty()) return;
  const Date due = v.get(field::goal::due, v.as<Kind::goal>(goal));
  if (!due.known() || !open(v, goal)) return;
  for (const Edge& e : range) {
    if (e.target == goal || !v.is(e.target, Kind::goal) || !open(v, e.target)) continue;
    const Date other = v.get(field::goal::due, v.as<Kind::goal>(e.target));
    const double lag = v.get(edge_field::depends_on::lag, e);
    if (other.known() && due < other + static_cast<std::int32_t>(known(lag) ? lag : 0))
      run.report(goal)
          .date("due", due)
          .element("other", e.target)
          .date("other_due", other)
          .at_target(Relation::depends_on, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Date day;
  for (const Edge& e : v.out(r.focus, Relation::depends_on)) {
    if (e.target == r.focus || !v.is(e.target, Kind::goal) || !open(v, e.target)) continue;
    const Date other = v.get(field::goal::due, v.as<Kind::goal>(e.target));
    const double lag = v.get(edge_field::depends_on::lag, e);
    if (other.known()) day = std::max(day, other + static_cast<std::int32_t>(known(lag) ? lag : 0));
  }
  f.title = "Give it until {day}.";
  f.values = {{"day", to_string(day)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "due", quoted(day));
  return true;
}

} // namespace

extern const Rule due_before_what_it_waits_for = {
    .code = "NL811",
    .name = "due-before-what-it-waits-for",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is the goal due no earlier than what it waits for?",
    .message = "{focus} is due on {due}, before {other}, on which it depends and which is due on "
               "{other_due}.",
    .advice = "Give this goal more time, bring the other forward, or take the dependency out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
