#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "approved", ">approved_by"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  const Date day = v.get(field::policy::approved, v.as<Kind::policy>(policy));
  if (day.known() && in_force(v, policy) && v.out(policy, Relation::approved_by).empty())
    run.report(policy).date("date", day).at("approved");
}

} // namespace

extern const Rule approved_by_nobody = {
    .code = "NL870",
    .name = "approved-by-nobody",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Is it on record who approved the policy?",
    .message = "{focus} was approved on {date}, but it is not on record by whom.",
    .advice = "Name who approved it under \"approved_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::governance | Pack::public_sector,
};

} // namespace northline::rules
