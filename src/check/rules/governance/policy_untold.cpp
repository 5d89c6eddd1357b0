#include "check/people.hpp"
#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "Nobody was told of {policy}."},
};
constexpr std::string_view footprint[] = {"all policy.status", "all policy.approved",
                                          "all policy>approved_by", "all policy>informed",
                                          "count stakeholder"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (v.count(Kind::stakeholder) == 0) return; // a document without people has nobody to tell
  std::vector<Element> untold;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!v.out(policy, Relation::informed).empty() || !committed(v, policy)) return;
    const Date day = approved_on(v, policy);
    if (day.known() && !(run.as_of.known() && run.as_of < day)) untold.push_back(policy);
  });
  if (untold.empty()) return;
  std::sort(untold.begin(), untold.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(strategy);
  report.number("policies", static_cast<double>(untold.size())).element("policy", untold.front());
  relate(report, v, {untold.begin() + 1, untold.end()});
}

std::string render(const Rendering& r) { return r.say(r.number("policies") == 1 ? "one" : ""); }

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule policy_untold = {
    .code = "NL861",
    .name = "policy-untold",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were the people told of the policies they are bound by?",
    .message = "Nobody was told of {policies} approved policies, {policy} for one.",
    .advice = "Tell the people it binds, and note them under \"informed\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape,
    .small = Severity::advice,
    .variants = variants,
};

} // namespace northline::rules
