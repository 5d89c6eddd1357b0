#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the size out of the persona.",
};
constexpr std::string_view footprint[] = {
    "status", "type", "size", ">part_of.status", ">part_of.size", "<serves.status", "<serves>serves"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const ElementOf<Kind::audience> persona{e};
  if (v.get(field::audience::type, persona) != choice::audience_type::persona || !open(v, e) ||
      !v.get(field::audience::size, persona).known())
    return;
  for (const Edge& home : v.out(e, Relation::part_of)) {
    if (home.target == e || !in_force(v, home.target) ||
        !v.get(field::audience::size, v.as<Kind::audience>(home.target)).known())
      continue;
    Element by = no_element;
    for (const Edge& s : v.in(e, Relation::serves)) {
      if (!open(v, s.source) || (by != no_element && !(v.id(s.source) < v.id(by)))) continue;
      for (const Edge& other : v.out(s.source, Relation::serves))
        if (other.target == home.target) by = s.source;
    }
    if (by == no_element) continue;
    run.report(e).element("whole", home.target).element("by", by).at("size");
    return;
  }
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take the size out of the persona.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_attribute(r.view, r.focus, "size");
  return true;
}

} // namespace

extern const Rule persona_counted_again = {
    .code = "NL318",
    .name = "persona-counted-again",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::audience),
    .question = "Are the people behind a persona counted once?",
    .message = "{focus} is a persona with a size of its own, and so is {whole}, which it "
               "belongs to: both are served by {by}, and the same people count twice.",
    .advice = "Take the size out of the persona, or let only one of the two be served.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
