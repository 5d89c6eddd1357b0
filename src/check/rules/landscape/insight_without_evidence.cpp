#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take over the source of {found}.",
};
constexpr std::string_view footprint[] = {"status", "evidence", "source", ">measured_by"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (v.has(field::insight::evidence, v.as<Kind::insight>(e)) || !open(v, e)) return;
  if (!v.has(field::common::source, e) && v.out(e, Relation::measured_by).empty()) run.report(e);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element found = only_target(v, r.focus, Relation::found_in, Kind::assessment);
  if (found == no_element) return false;
  const std::string source = v.text(field::common::source, found);
  if (source.empty()) return false;
  f.title = "Take over the source of {found}.";
  f.values = {{"found", r.describe(found)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "source", quoted(source));
  return true;
}

} // namespace

extern const Rule insight_without_evidence = {
    .code = "NL105",
    .name = "insight-without-evidence",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::insight),
    .question = "Does the insight say what it rests on?",
    .message = "{focus} does not say what it rests on.",
    .advice = "Write how many said or showed it under \"evidence\", or name the metric that "
              "shows it under \"measured_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
