#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"date", "status", "<found_in.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const Date date = v.get(field::assessment::date, v.as<Kind::assessment>(e));
  if (!run.as_of.known() || !date.known() || !(run.as_of < date) || !in_force(v, e)) return;
  std::vector<Element> found;
  for (const Edge& edge : v.in(e, Relation::found_in))
    if (in_force(v, edge.source)) found.push_back(edge.source);
  if (found.empty()) return;
  auto report = run.report(e);
  report.date("date", date).at("date");
  relate(report, v, std::move(found));
}

} // namespace

extern const Rule findings_before_assessment = {
    .code = "NL117",
    .name = "findings-before-assessment",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Were the findings written after the assessment was made?",
    .message = "{focus} is to be made on {date}, but something was already found in it.",
    .advice = "Correct the date, or let the finding belong to the assessment that found it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
