#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it is done: its metrics have reached their targets.",
};
constexpr std::string_view footprint[] = {"due", "status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!run.as_of.known()) return;
  const Date due = v.get(field::goal::due, v.as<Kind::goal>(goal));
  if (!due.known() || !(due < run.as_of) || !committed(v, goal)) return;
  run.report(goal).date("due", due).number("days", run.as_of - due).at("due");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Only the figures can say that it ended well; nothing can say why it did not.
  bool any = false;
  for (const Edge& e : v.out(r.focus, Relation::measured_by)) {
    if (!in_force(v, e.target)) continue;
    const ElementOf<Kind::metric> m{e.target};
    const Figures figures(v, m);
    const Reading* now = figures.latest(r.as_of());
    const Aim* last = nullptr;
    for (const Aim& a : figures.aims)
      if (a.valued() && (!last || last->due < a.due)) last = &a;
    if (!now || !last) return false;
    const Course course = course_of(v.get(field::metric::direction, m), *last, figures.start.value);
    if (!met(course, *last, now->value).value_or(false)) return false;
    any = true;
  }
  if (!any) return false;
  f.title = "Say that it is done: its metrics have reached their targets.";
  f.safety = Safety::display;
  f.patch = set_status(v, r.focus, "done");
  return true;
}

} // namespace

extern const Rule past_due = {
    .code = "NL219",
    .name = "past-due",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Was the goal closed when it was due?",
    .message = "{focus} was due on {due} and is still open.",
    .advice = "Say how it ended: \"done\", \"dropped\", or decided again with a new day.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
