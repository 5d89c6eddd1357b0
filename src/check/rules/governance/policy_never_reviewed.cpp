#include "check/rule.hpp"

namespace northline::rules {
namespace {

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
    .packs = Pack::core | Pack::governance,
};

} // namespace northline::rules
