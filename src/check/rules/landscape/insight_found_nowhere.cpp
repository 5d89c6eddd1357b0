#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it was found in {where}.",
};
constexpr std::string_view footprint[] = {"status", "source", "count assessment", ">found_in.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  for (const Edge& edge : v.out(e, Relation::found_in))
    if (in_force(v, edge.target)) return;
  // Before the first assessment, NL101 says the same once for the whole.
  if (v.count(Kind::assessment) != 0 && open(v, e) && !v.has(field::common::source, e)) run.report(e);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element where = only_open(v, Kind::assessment);
  return offer(r, f, "Say that it was found in {where}.", "where", Relation::found_in, where);
}

} // namespace

extern const Rule insight_found_nowhere = {
    .code = "NL119",
    .name = "insight-found-nowhere",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::insight),
    .question = "Does the insight come from an assessment?",
    .message = "{focus} was found in no assessment.",
    .advice = "Name the assessment that found it under \"found_in\", or where else it comes from "
              "under \"source\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
