#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {answer} address it.",
};
constexpr std::string_view footprint[] = {"status", "intensity", "<addresses.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};
constexpr Parameter parameters[] = {{"intensity", 0.7, "from this intensity on an insight is strong"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const double intensity = v.get(field::insight::intensity, v.as<Kind::insight>(e));
  if (!(intensity >= run.parameter(0)) || !open(v, e)) return;
  for (const Edge& edge : v.in(e, Relation::addresses)) {
    const Quantity degree = v.get(edge_field::addresses::degree, edge);
    // What is done has answered it; only what was dropped has not.
    if (in_force(v, edge.source) && !(degree.known() && degree.point() <= 0)) return;
  }
  run.report(e).number("intensity", intensity);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element answer = could_answer(v, r.focus);
  if (answer == no_element || has_target(v, answer, Relation::addresses, r.focus)) return false;
  f.title = "Let {answer} address it.";
  f.values = {{"answer", r.describe(answer)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, answer, Relation::addresses, r.focus);
  return true;
}

} // namespace

extern const Rule insight_unaddressed = {
    .code = "NL106",
    .name = "insight-unaddressed",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::insight),
    .question = "Does a goal or program answer every strong insight?",
    .message = "{focus} is as strong as {intensity} of 1, and no goal or program addresses it.",
    .advice = "Let a goal or a program address it, or say why it is left alone by dropping the insight.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
