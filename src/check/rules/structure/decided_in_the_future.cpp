#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "approved",
    "decided",
    "Take the day out until it has happened.",
};
constexpr std::string_view footprint[] = {"decided", "status", "approved"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!run.as_of.known()) return;
  Date day = v.get(field::common::decided, e);
  bool approved = false;
  if (v.is(e, Kind::policy) && !(day.known() && run.as_of < day)) {
    day = v.get(field::policy::approved, v.as<Kind::policy>(e));
    approved = true;
  }
  if (!day.known() || !(run.as_of < day) || !in_force(v, e)) return;
  run.report(e)
      .text("what", approved ? "approved" : "decided")
      .date("day", day)
      .date("today", run.as_of)
      .at(approved ? "approved" : "decided");
}

bool fix(const Rendering& r, Fix& f) {
  const bool approved = r.text("what") == "approved";
  f.title = "Take the day out until it has happened.";
  f.safety = Safety::display;
  f.patch = patch::remove_attribute(r.view, r.focus, approved ? "approved" : "decided");
  return true;
}

} // namespace

extern const Rule decided_in_the_future = {
    .code = "NL030",
    .name = "decided-in-the-future",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind,
    .question = "Was everything that counts as decided decided by now?",
    .message = "{focus} counts as {what} on {day}, which lies after {today}, the day the "
               "document speaks of.",
    .advice = "Write the day on which it was decided, or take it out until that has happened.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
