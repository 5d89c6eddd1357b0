#include "check/candidates.hpp"
#include "check/grounds.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that {insight} was found in it.",
};
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element only = only_open(v, Kind::assessment, [&v](Element a) {
    for (const Edge& e : v.in(a, Relation::found_in))
      if (in_force(v, e.source)) return false;
    return true;
  });
  const Element insight = only_open(v, Kind::insight, [&v](Element i) {
    return v.out(i, Relation::found_in).empty() && !v.has(field::common::source, i);
  });
  if (only != r.focus || insight == no_element) return false;
  f.title = "Say that {insight} was found in it.";
  f.values = {{"insight", r.describe(insight)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, insight, Relation::found_in, r.focus);
  return true;
}

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
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
