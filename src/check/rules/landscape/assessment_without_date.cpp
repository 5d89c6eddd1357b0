#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "how it was made",
    "when it was made",
    "when or how it was made",
};
constexpr std::string_view footprint[] = {
    "status", "date", "method", "sample", "source", "<based_on.status", "<found_in.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const ElementOf<Kind::assessment> a{e};
  const bool dated = v.get(field::assessment::date, a).known();
  const bool told = v.has(field::assessment::method, a) || known(v.get(field::assessment::sample, a)) ||
                    v.has(field::common::source, e);
  if (dated && told) return;
  const auto status = v.get(field::common::status, e);
  if (!in_force(v, e) || status == choice::status::draft || status == choice::status::planned) return;
  Element by = no_element;
  const auto offer = [&](Element other) {
    if (in_force(v, other) && (by == no_element || v.id(other) < v.id(by))) by = other;
  };
  for (const Edge& edge : v.in(e, Relation::based_on)) offer(edge.source);
  for (const Edge& edge : v.in(e, Relation::found_in)) offer(edge.source);
  if (by == no_element) return;
  run.report(e)
      .text("what", dated  ? "how it was made"
                    : told ? "when it was made"
                           : "when or how it was made")
      .element("by", by);
}

} // namespace

extern const Rule assessment_without_date = {
    .code = "NL118",
    .name = "assessment-without-date",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::assessment),
    .question = "Is it known when and how the assessment was made?",
    .message = "{focus} does not say {what}, and {by} rests on it.",
    .advice = "Write the day and, in a few words, how it was made and how many were asked.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
