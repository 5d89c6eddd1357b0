#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "date", "<found_in.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  for (const Edge& found : v.in(e, Relation::found_in))
    if (in_force(v, found.source)) return;
  const auto status = v.get(field::common::status, e);
  if (!in_force(v, e) || status == choice::status::draft || status == choice::status::planned) return;
  const ElementOf<Kind::assessment> assessment{e};
  const bool dated = v.get(field::assessment::date, assessment).known();
  if (made_by(v, assessment, run.as_of) && (dated || status == choice::status::done)) run.report(e);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule assessment_without_findings = {
    .code = "NL104",
    .name = "assessment-without-findings",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Did the assessment find anything?",
    .message = "{focus} is made, but no insight or risk was found in it.",
    .advice = "Write down what it found, also what nobody wanted to hear, as insights that "
              "were found in it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
};

} // namespace northline::rules
