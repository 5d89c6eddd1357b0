#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "text", "url", "description"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  const ElementOf<Kind::policy> p{policy};
  if (v.get(field::policy::text, p).known() || v.get(field::policy::url, p).known() ||
      v.get(field::common::description, policy).known() || !committed(v, policy))
    return;
  run.report(policy);
}

} // namespace

extern const Rule policy_without_wording = {
    .code = "NL864",
    .name = "policy-without-wording",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Can the policy be read?",
    .message = "{focus} is only a title: it has no text, no address and no description.",
    .advice = "Write its wording under \"text\", or where it can be read under \"url\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
