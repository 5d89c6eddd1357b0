#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}, as what delivers it.",
};
constexpr std::string_view footprint[] = {"status", "value", ">measured_by.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!v.get(field::benefit::value, v.as<Kind::benefit>(e)).given || !open(v, e)) return;
  for (const Edge& edge : v.out(e, Relation::measured_by))
    if (in_force(v, edge.target)) return;
  run.report(e);
}

// What measures the one thing that delivers it would move if it came.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne one;
  for (const Edge& d : v.in(r.focus, Relation::delivers))
    if (in_force(v, d.source))
      for (const Edge& m : v.out(d.source, Relation::measured_by))
        if (open(v, m.target)) one.add(m.target);
  if (one.get() == no_element) return false;
  f.title = "Measure it by {metric}, as what delivers it.";
  f.values = {{"metric", r.describe(one.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, Relation::measured_by, one.get());
  return true;
}

} // namespace

extern const Rule benefit_unmeasured = {
    .code = "NL965",
    .name = "benefit-unmeasured",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::benefit),
    .question = "Will anybody know whether the benefit came?",
    .message = "{focus} has a value, but no metric shows whether it comes.",
    .advice = "Name a metric that would move if it came under \"measured_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::smacad | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
