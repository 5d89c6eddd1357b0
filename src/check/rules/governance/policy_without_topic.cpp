#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "topic"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (v.get(field::policy::topic, v.as<Kind::policy>(policy)) == choice::topic::absent && in_force(v, policy))
    run.report(policy);
}

} // namespace

extern const Rule policy_without_topic = {
    .code = "NL862",
    .name = "policy-without-topic",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Does the policy say what it is about?",
    .message = "{focus} has no topic, so nobody can tell which rules are still missing.",
    .advice = "Give it a topic, such as conduct, disclosure, privacy, moderation or crisis.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
