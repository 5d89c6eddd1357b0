#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "records no benefit at all",
    "records benefits for others alone",
};
constexpr Parameter parameters[] = {
    {"unrecorded", 1, "1: asked although the strategy records no benefit at all", 0}};
constexpr std::string_view footprint[] = {"all goal.status", "all benefit.status", "all benefit.beneficiary"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool goals = false, theirs = false;
  std::vector<Element> others;
  v.each(Kind::goal, [&](Element e) { goals = goals || open(v, e); });
  if (!goals) return;
  v.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> b) {
    if (theirs || !in_force(v, b)) return;
    const auto who = v.get(field::benefit::beneficiary, b);
    // A benefit of which nobody says whose it is may be the customers'.
    theirs = who == choice::beneficiary::customer || who == choice::beneficiary::absent;
    others.push_back(b);
  });
  if (theirs || (others.empty() && run.parameter(0) == 0)) return;
  auto report = run.report(strategy);
  report.text("what", others.empty() ? "records no benefit at all" : "records benefits for others alone");
  relate(report, v, others);
}

} // namespace

extern const Rule nothing_for_customers = {
    .code = "NL952",
    .name = "nothing-for-customers",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there something in it for the customer?",
    .message = "The strategy has goals but {what}: nothing in it is for the customer.",
    .advice =
        "Record what customers gain as a benefit with beneficiary \"customer\", and the goal or program that "
        "delivers it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
