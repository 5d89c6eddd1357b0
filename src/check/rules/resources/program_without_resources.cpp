#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"unrecorded", 1, "1: asked although the strategy records no resource at all", 0}};
constexpr std::string_view phrases[] = {
    "Let it take hours of {resource}, as which {owner} works.",
};
constexpr std::string_view footprint[] = {"status",
                                          "execution",
                                          "budget",
                                          ">consumes",
                                          ">uses>consumes",
                                          "<part_of.status",
                                          "<part_of>consumes",
                                          "<part_of>uses>consumes",
                                          "<part_of<part_of.status",
                                          "<part_of<part_of>consumes",
                                          ">part_of>consumes",
                                          "count resource"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

bool consumes(const View& v, Element work) {
  if (!v.out(work, Relation::consumes).empty()) return true;
  for (const Edge& u : v.out(work, Relation::uses))
    if (v.is(u.target, Kind::channel) && !v.out(u.target, Relation::consumes).empty()) return true;
  return false;
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  if (!open(v, program) || v.get(field::program::execution, p) == choice::execution::market) return;
  if (consumes(v, program) || (run.parameter(0) == 0 && v.count(Kind::resource) == 0)) return;
  const Quantity budget = v.get(field::program::budget, p);
  if (budget.given && !(budget.known() && budget.high <= 0)) return;
  for (const Edge& part : v.in(program, Relation::part_of)) {
    if (!in_force(v, part.source)) continue;
    if (consumes(v, part.source)) return;
    if (!v.is(part.source, Kind::program)) continue;
    for (const Edge& inner : v.in(part.source, Relation::part_of))
      if (in_force(v, inner.source) && !v.out(inner.source, Relation::consumes).empty()) return;
  }
  for (const Edge& home : v.out(program, Relation::part_of))
    if (!v.out(home.target, Relation::consumes).empty()) return; // what the whole has serves its parts
  run.report(program);
}

// Whoever answers for it has hours somewhere.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element owner = answerable(v, r.focus, true);
  if (owner == no_element) return false;
  OnlyOne work;
  for (const Edge& w : v.out(owner, Relation::works_as))
    if (open(v, w.target)) work.add(w.target);
  if (work.get() == no_element) return false;
  f.title = "Let it take hours of {resource}, as which {owner} works.";
  f.values = {{"resource", r.describe(work.get())}, {"owner", r.describe(owner)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, Relation::consumes, work.get());
  return true;
}

} // namespace

extern const Rule program_without_resources = {
    .code = "NL510",
    .name = "program-without-resources",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Do people or money stand behind the program?",
    .message = "{focus} takes no hours and no money, and neither do its activities.",
    .advice = "Say whose hours and which money it takes, or that the market runs it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
