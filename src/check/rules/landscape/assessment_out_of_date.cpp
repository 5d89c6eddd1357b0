#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "date",
                                          "valid_until",
                                          "<based_on.status",
                                          "<found_in.status",
                                          "<found_in<based_on.status",
                                          "<found_in<addresses.status"};
constexpr Parameter parameters[] = {
    {"validity_days", 365, "days an assessment is valid when it does not say until when"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!run.as_of.known() || !in_force(v, e)) return;
  const auto a = v.as<Kind::assessment>(e);
  Date until = v.get(field::assessment::valid_until, a);
  if (!until.known()) {
    const Date made = v.get(field::assessment::date, a);
    if (!made.known()) return;
    until = {made.days + static_cast<std::int32_t>(run.parameter(0))};
  }
  if (!(until < run.as_of)) return;
  Element by = no_element; // the one with the smallest id, whatever order the document has
  const auto offer = [&](Element other) {
    if (open(v, other) && (by == no_element || v.id(other) < v.id(by))) by = other;
  };
  for (const Edge& edge : v.in(e, Relation::based_on)) offer(edge.source);
  for (const Edge& found : v.in(e, Relation::found_in)) {
    if (!in_force(v, found.source)) continue;
    for (const Edge& edge : v.in(found.source, Relation::based_on)) offer(edge.source);
    for (const Edge& edge : v.in(found.source, Relation::addresses)) offer(edge.source);
  }
  if (by != no_element) run.report(e).date("until", until).element("by", by).at("valid_until");
}

} // namespace

extern const Rule assessment_out_of_date = {
    .code = "NL103",
    .name = "assessment-out-of-date",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Is the assessment that others rest on still valid?",
    .message = "{focus} was valid until {until}, and {by} still rests on it.",
    .advice = "Look again, or let what rests on it rest on a newer assessment.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
