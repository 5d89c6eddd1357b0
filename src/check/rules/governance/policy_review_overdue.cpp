#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} day",
    "{a} days",
};
constexpr std::string_view footprint[] = {"status", "review_due", ">reviewed_by"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  const Date due = v.get(field::policy::review_due, v.as<Kind::policy>(policy));
  if (!due.known() || !run.as_of.known() || !(due < run.as_of) || !committed(v, policy)) return;
  for (const Edge& r : v.out(policy, Relation::reviewed_by)) {
    const Date day = v.get(edge_field::reviewed_by::date, r);
    if (day.known() && !(day < due) && !(run.as_of < day)) return;
  }
  const auto days = static_cast<std::size_t>(run.as_of - due);
  run.report(policy)
      .date("date", due)
      .text("late", counted(days, "day", "days"))
      .number("days", static_cast<double>(days))
      .at("review_due");
}

} // namespace

extern const Rule policy_review_overdue = {
    .code = "NL853",
    .name = "policy-review-overdue",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::policy),
    .question = "Was the policy looked at again in time?",
    .message = "{focus} was to be looked at again by {date}, {late} ago.",
    .advice = "Read it again, change what has changed, and set the next day under \"review_due\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
