#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 14, "days an approval may take"},
};
constexpr std::string_view phrases[] = {
    "{a} day",
    "{a} days",
};
constexpr std::string_view footprint[] = {"status", ">approved_by.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange approvals = v.out(e, Relation::approved_by);
  if (approvals.empty() || !run.as_of.known() || !open(v, e)) return;
  for (const Edge& a : approvals) {
    const Date asked = v.get(edge_field::approved_by::requested, a);
    const Date given = v.get(edge_field::approved_by::date, a);
    if (!asked.known() || (given.known() && !(run.as_of < given)) || !in_force(v, a.target)) continue;
    const int days = run.as_of - asked;
    if (days > run.parameter(0))
      run.report(e)
          .text("wait", counted(static_cast<std::size_t>(days), "day", "days"))
          .element("person", a.target)
          .date("date", asked)
          .number("days", days)
          .at_target(Relation::approved_by, a.target);
  }
}

} // namespace

extern const Rule approval_waits = {
    .code = "NL715",
    .name = "approval-waits",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = every_kind & ~kinds(Kind::stakeholder),
    .question = "Has an approval been waited for too long?",
    .message = "{focus} has waited {wait} for the approval of {person}, asked for on {date}.",
    .advice = "Ask what is missing, and agree a day on which the answer is given.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
