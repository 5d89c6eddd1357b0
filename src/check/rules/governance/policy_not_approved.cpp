#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    " before {a}",
};
constexpr std::string_view footprint[] = {"status", "approved", ">approved_by"};

constexpr std::string_view causes[] = {"NL030"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (!committed(v, policy)) return;
  const Date day = approved_on(v, v.as<Kind::policy>(policy));
  const bool ahead = day.known() && run.as_of.known() && run.as_of < day;
  if (day.known() && !ahead) return;
  if (!ahead)
    for (const Edge& a : v.out(policy, Relation::approved_by))
      if (!v.get(edge_field::approved_by::requested, a).known())
        return; // approved, on a day nobody wrote down
  auto report = run.report(policy);
  report.text("when", ahead ? " before " + to_string(day) : "");
  if (ahead) report.date("date", day);
}

} // namespace

extern const Rule policy_not_approved = {
    .code = "NL852",
    .name = "policy-not-approved",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::policy),
    .question = "Was the policy approved?",
    .message = "{focus} is not approved{when}.",
    .advice = "Have it approved by whoever may, and write the day under \"approved\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
