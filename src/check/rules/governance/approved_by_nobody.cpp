#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Name {who} as the one who approved it.",
};
constexpr std::string_view footprint[] = {"status", "approved", ">approved_by"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  const Date day = v.get(field::policy::approved, v.as<Kind::policy>(policy));
  if (day.known() && in_force(v, policy) && v.out(policy, Relation::approved_by).empty())
    run.report(policy).date("date", day).at("approved");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element who = only_open(v, Kind::stakeholder, [&v](Element e) {
    return v.get(field::stakeholder::type, v.as<Kind::stakeholder>(e)) == choice::stakeholder_type::executive;
  });
  if (who == no_element) who = only_target(v, r.focus, Relation::owned_by, Kind::stakeholder);
  if (who == no_element) who = only_colleague(v);
  if (who == no_element) return false;
  f.title = "Name {who} as the one who approved it.";
  f.values = {{"who", r.describe(who)}};
  f.safety = Safety::display;
  f.patch = add_relation_with(v, r.focus, Relation::approved_by, who, "date", quoted(r.date("date")));
  return true;
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
    .fix = fix,
    .packs = Pack::governance | Pack::public_sector,
    .phrases = phrases,
};

} // namespace northline::rules
