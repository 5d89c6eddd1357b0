#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "description", "<part_of.status"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (v.get(field::common::description, program).known() || !committed(v, program)) return;
  for (const Edge& e : v.in(program, Relation::part_of))
    if (in_force(v, e.source)) return;
  run.report(program);
}

} // namespace

extern const Rule program_without_how = {
    .code = "NL911",
    .name = "program-without-how",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Does the program say how it works?",
    .message = "{focus} does not say how: it has neither a description nor activities.",
    .advice = "Write two sentences on what is done, or name the activities.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps,
};

} // namespace northline::rules
