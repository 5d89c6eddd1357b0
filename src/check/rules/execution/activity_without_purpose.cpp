#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", ">part_of.status", ">contributes_to.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL007"};

void decide(RuleRun& run, Element activity) {
  const View& v = run.view;
  if (!committed(v, activity)) return;
  for (const Relation r : {Relation::part_of, Relation::contributes_to})
    for (const Edge& e : v.out(activity, r))
      if (in_force(v, e.target)) return;
  run.report(activity);
}

} // namespace

extern const Rule activity_without_purpose = {
    .code = "NL926",
    .name = "activity-without-purpose",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity),
    .question = "Does the activity belong to a program, or help a goal itself?",
    .message = "{focus} belongs to no program and helps no goal.",
    .advice = "Let it be part of the program it serves, or stop it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
};

} // namespace northline::rules
