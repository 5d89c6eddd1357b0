#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all goal.status", "all goal.form", "all goal.type",
                                          "all goal.level",  "all goal.from", "fact goal_graph"};
constexpr std::string_view causes[] = {"NL216"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool other = false;
  std::vector<Element> goals;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    if (other || !committed(v, goal) || v.get(field::goal::form, goal) == choice::goal_form::key_result)
      return;
    switch (v.get(field::goal::type, goal)) {
    case choice::goal_type::awareness:
    case choice::goal_type::following:
    case choice::goal_type::leads:
    case choice::goal_type::sales:
      if (!given_goal(v, run.facts.goals(), goal)) goals.push_back(goal);
      break;
    default: // of unknown type: it may be theirs
      other = !given_goal(v, run.facts.goals(), goal);
    }
  });
  if (other || goals.empty()) return;
  auto report = run.report(strategy);
  relate(report, v, goals);
}

} // namespace

extern const Rule company_side_only = {
    .code = "NL223",
    .name = "company-side-only",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is at least one goal written from the customers' side?",
    .message = "Every goal of the plan is about what the company wants from people (awareness, "
               "following, leads, sales); none about what changes for them.",
    .advice = "Add a goal that customers would recognise as theirs, such as service, trust, loyalty "
              "or learning.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
