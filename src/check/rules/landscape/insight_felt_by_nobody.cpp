#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "need", "frustration", "excitement", "sentiment", "Say that {who} feels it.",
};
constexpr Variant variants[] = {
    {"excitement", "{focus} is an excitement, but nobody is said to feel it."},
};
constexpr std::string_view footprint[] = {"status", "type", ">felt_by.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  using T = choice::insight_type;
  const T type = v.get(field::insight::type, v.as<Kind::insight>(e));
  if (type != T::need && type != T::frustration && type != T::excitement && type != T::sentiment) return;
  for (const Edge& edge : v.out(e, Relation::felt_by))
    if (in_force(v, edge.target)) return;
  if (!open(v, e)) return;
  run.report(e).text("type", type == T::need          ? "need"
                             : type == T::frustration ? "frustration"
                             : type == T::excitement  ? "excitement"
                                                      : "sentiment");
}

std::string render(const Rendering& r) { return r.say(r.text("type")); }

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne served;
  for (const Edge& a : v.in(r.focus, Relation::addresses))
    for (const Edge& s : v.out(a.source, Relation::serves))
      if (open(v, a.source) && in_force(v, s.target)) served.add(s.target);
  const Element who = served.none() ? only_open(v, Kind::audience) : served.get();
  return offer(r, f, "Say that {who} feels it.", "who", Relation::felt_by, who);
}

} // namespace

extern const Rule insight_felt_by_nobody = {
    .code = "NL110",
    .name = "insight-felt-by-nobody",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::insight),
    .question = "Is it known who feels it?",
    .message = "{focus} is a {type}, but nobody is said to feel it.",
    .advice = "Name the audience or the stakeholders who feel it under \"felt_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
