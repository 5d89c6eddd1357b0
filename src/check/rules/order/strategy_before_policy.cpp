#include "check/reading.hpp"

#include <algorithm>
#include <array>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {">approved_by", "all policy.status", "all policy.topic",
                                          "all policy.approved", "all policy>approved_by"};
constexpr std::string_view causes[] = {"NL852"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const Date signed_on = latest_approval(v, strategy);
  if (!signed_on.known()) return;
  // A topic that had a policy in time is not made late by a second one or by one approved again.
  constexpr std::size_t topics = 32;
  std::array<Date, topics> first{};
  struct Late {
    Element policy;
    Date date;
    std::size_t topic;
  };
  std::vector<Late> late;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!in_force(v, policy) || v.get(field::common::status, policy) == choice::status::draft) return;
    const Date day = approved_on(v, policy);
    if (!day.known()) return;
    const auto topic = static_cast<std::size_t>(v.get(field::policy::topic, policy)) % topics;
    if (topic != 0 && (!first[topic].known() || day < first[topic])) first[topic] = day;
    if (signed_on < day) late.push_back({policy, day, topic});
  });
  const auto in_time = [&](const Late& l) { return l.topic != 0 && !(signed_on < first[l.topic]); };
  late.erase(std::remove_if(late.begin(), late.end(), in_time), late.end());
  if (late.empty()) return;
  const auto last = std::max_element(late.begin(), late.end(), [&v](const Late& a, const Late& b) {
    return a.date != b.date ? a.date < b.date : by_id(v, b.policy, a.policy);
  });
  auto report = run.report(strategy);
  report.date("date", signed_on)
      .number("policies", static_cast<double>(late.size()))
      .element("policy", last->policy)
      .date("last", last->date)
      .at("approved_by");
  std::vector<Element> others;
  for (const Late& l : late)
    if (l.policy != last->policy) others.push_back(l.policy);
  relate(report, v, others);
}

} // namespace

extern const Rule strategy_before_policy = {
    .code = "NL802",
    .name = "strategy-before-policy",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were the house rules agreed before the strategy?",
    .message =
        "The strategy was approved on {date}, before {policies} of its policies; the last of them to be "
        "approved was {policy}, on {last}.",
    .advice = "Look at the strategy again under the policies and have it approved anew.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
};

} // namespace northline::rules
