#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"objectives", 3, "as many objectives of one owner or team are fine"},
};
constexpr std::string_view footprint[] = {"status", "<owned_by.status", "<owned_by.form"};

void decide(RuleRun& run, Element owner) {
  const View& v = run.view;
  const EdgeRange range = v.in(owner, Relation::owned_by);
  if (range.empty() || !in_force(v, owner)) return;
  std::vector<Element> objectives;
  for (const Edge& e : range)
    if (v.is(e.source, Kind::goal) &&
        v.get(field::goal::form, v.as<Kind::goal>(e.source)) == choice::goal_form::objective &&
        committed(v, e.source))
      objectives.push_back(e.source);
  if (static_cast<double>(objectives.size()) <= run.parameter(0)) return;
  auto report = run.report(owner);
  report.number("count", static_cast<double>(objectives.size())).number("limit", run.parameter(0));
  relate(report, v, objectives);
}

} // namespace

extern const Rule too_many_objectives_of_one_owner = {
    .code = "NL234",
    .name = "too-many-objectives-of-one-owner",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Can each owner or team follow all of its objectives?",
    .message = "{focus} owns {count} open objectives; with more than {limit} in a cycle none gets its "
               "due.",
    .advice = "Choose the few that matter this cycle and hand on or postpone the rest.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::okr,
};

} // namespace northline::rules
