#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"people", 4, "people or groups that may be consulted"},
};
constexpr std::string_view phrases[] = {
    "Leave out those who own it, approve it or carry it out anyway.",
};
constexpr std::string_view footprint[] = {"status", ">consulted.status"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const EdgeRange asked = v.out(work, Relation::consulted);
  if (static_cast<double>(asked.size()) <= run.parameter(0) || !committed(v, work)) return;
  std::size_t people = 0;
  for (const Edge& c : asked) people += in_force(v, c.target);
  if (static_cast<double>(people) > run.parameter(0))
    run.report(work)
        .number("people", static_cast<double>(people))
        .number("limit", run.parameter(0))
        .at("consulted");
}

// Whoever answers for it or carries it out need not be asked as well.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  double left = r.number("people");
  std::vector<Element> kept;
  for (const Edge& c : v.out(r.focus, Relation::consulted)) {
    const bool part = has_target(v, r.focus, Relation::owned_by, c.target) ||
                      has_target(v, r.focus, Relation::performed_by, c.target) ||
                      has_target(v, r.focus, Relation::approved_by, c.target);
    if (part && in_force(v, c.target))
      --left;
    else
      kept.push_back(c.target);
  }
  if (left > r.number("limit") || left == r.number("people")) return false;
  f.title = "Leave out those who own it, approve it or carry it out anyway.";
  f.safety = Safety::display;
  f.patch = only_targets_left(v, r.focus, Relation::consulted, kept);
  return !f.patch.empty();
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
