#include "check/people.hpp"
#include "check/reading.hpp"

#include <iterator>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"topics", 5, "how many of the five topics are asked for, in the order given above", 2},
};
constexpr std::string_view phrases[] = {"conduct", "privacy", "disclosure", "moderation", "crisis"};
constexpr std::string_view footprint[] = {"all policy.status", "all policy.topic", "all goal.status",
                                          "all program.status"};

struct Needed {
  choice::topic topic;
  std::string_view name;
};
// In the order in which they are asked for: small organisations need the first two.
constexpr Needed needed[] = {{choice::topic::conduct, "conduct"},
                             {choice::topic::privacy, "privacy"},
                             {choice::topic::disclosure, "disclosure"},
                             {choice::topic::moderation, "moderation"},
                             {choice::topic::crisis, "crisis"}};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::uint32_t there = 0;
  bool unnamed = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!in_force(v, policy)) return;
    const auto topic = v.get(field::policy::topic, policy);
    unnamed = unnamed || topic == choice::topic::absent;
    there |= 1U << static_cast<unsigned>(topic);
  });
  if (unnamed) return; // it may be any of them
  std::vector<std::string_view> missing;
  for (std::size_t i = 0; i < std::size(needed) && static_cast<double>(i) < run.parameter(0); ++i)
    if ((there >> static_cast<unsigned>(needed[i].topic) & 1U) == 0) missing.push_back(needed[i].name);
  if (missing.empty()) return;
  bool planned = false;
  v.each(Kind::goal, [&](Element e) { planned = planned || open(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || open(v, e); });
  if (planned)
    run.report(strategy)
        .text("missing", listed(missing, "or"))
        .number("topics", static_cast<double>(missing.size()));
}

} // namespace

extern const Rule policy_missing = {
    .code = "NL851",
    .name = "policy-missing",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there a policy on each topic that talking in public needs?",
    .message = "The strategy has no policy on {missing}.",
    .advice = "Agree a page on each, before anybody speaks in the organisation's name.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance | Pack::landscape | Pack::clover | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
