#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} answer for it.",
};
constexpr std::string_view footprint[] = {"status", ">owned_by"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (v.out(policy, Relation::owned_by).empty() && committed(v, policy)) run.report(policy);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element who = only_target(v, r.focus, Relation::approved_by, Kind::stakeholder);
  if (who == no_element) who = only_colleague(v);
  return offer(r, f, "Let {who} answer for it.", "who", Relation::owned_by, who);
}

} // namespace

extern const Rule policy_without_owner = {
    .code = "NL857",
    .name = "policy-without-owner",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::policy),
    .question = "Is somebody responsible for the policy?",
    .message = "Nobody is responsible for {focus}.",
    .advice = "Name the person who explains it, decides in cases of doubt and keeps it up to date under "
              "\"owned_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
