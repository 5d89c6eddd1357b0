#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all policy.status", "all policy.windows", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool closed = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    closed = closed || (v.get(field::policy::windows, policy).known() && in_force(v, policy));
  });
  if (closed) return;
  bool speaks = false;
  v.each(Kind::program, [&](Element e) { speaks = speaks || committed(v, e); });
  if (speaks) run.report(strategy);
}

} // namespace

extern const Rule no_closed_period = {
    .code = "NL881",
    .name = "no-closed-period",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Are the periods known in which a public body keeps quiet?",
    .message = "No policy in force names a closed period, such as the weeks before an election.",
    .advice = "Ask the returning officer for the dates, and write them under \"windows\" of a policy.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::public_sector,
};

} // namespace northline::rules
