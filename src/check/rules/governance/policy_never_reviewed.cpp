#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Look at it again by {day}.",
};
constexpr std::string_view footprint[] = {"status", "review_due", ">reviewed_by"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (v.get(field::policy::review_due, v.as<Kind::policy>(policy)).known() || !committed(v, policy)) return;
  for (const Edge& r : v.out(policy, Relation::reviewed_by)) {
    const Date day = v.get(edge_field::reviewed_by::date, r);
    if (!day.known() || v.get(edge_field::reviewed_by::cadence, r).known() ||
        (run.as_of.known() && run.as_of < day))
      return;
  }
  run.report(policy);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // A year after the approval; where that has passed, within a quarter of the day the document speaks of.
  Date day = approved_on(v, v.as<Kind::policy>(r.focus));
  if (day.known()) day = day + 365;
  if (r.as_of().known() && !(r.as_of() < day)) day = r.as_of() + 90;
  if (!day.known()) return false;
  f.title = "Look at it again by {day}.";
  f.values = {{"day", to_string(day)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "review_due", quoted(day));
  return true;
}

} // namespace

extern const Rule policy_never_reviewed = {
    .code = "NL863",
    .name = "policy-never-reviewed",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Is it planned to look at the policy again?",
    .message = "Nobody plans to look at {focus} again.",
    .advice = "Set a day under \"review_due\", at most a year ahead.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
