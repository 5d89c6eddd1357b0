#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"people", 4, "people or groups that may be consulted"},
};
constexpr std::string_view footprint[] = {"status", ">consulted.status"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const EdgeRange asked = v.out(work, Relation::consulted);
  if (static_cast<double>(asked.size()) <= run.parameter(0) || !committed(v, work)) return;
  std::size_t people = 0;
  for (const Edge& c : asked) people += in_force(v, c.target);
  if (static_cast<double>(people) > run.parameter(0))
    run.report(work).number("people", static_cast<double>(people)).at("consulted");
}

} // namespace

extern const Rule too_many_consulted = {
    .code = "NL725",
    .name = "too-many-consulted",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Can the work be decided with so many asked?",
    .message = "{focus} is to be discussed with {people} people or groups.",
    .advice = "Ask those whose answer would change it, and inform the others.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
