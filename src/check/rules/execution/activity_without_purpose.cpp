#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it be a part of {program}.",
};
constexpr std::string_view footprint[] = {"status", ">part_of.status", ">contributes_to.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL007"};

void decide(RuleRun& run, Element activity) {
  const View& v = run.view;
  if (!committed(v, activity)) return;
  for (const Relation r : {Relation::part_of, Relation::contributes_to})
    for (const Edge& e : v.out(activity, r))
      if (in_force(v, e.target)) return;
  run.report(activity);
}

// The one program that works on the same channel; else the only one there is.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne same;
  for (const Edge& u : v.out(r.focus, Relation::uses))
    for (const Edge& other : v.in(u.target, Relation::uses))
      if (v.is(other.source, Kind::program) && open(v, other.source)) same.add(other.source);
  const Element program = same.none() ? only_open(v, Kind::program) : same.get();
  return offer(r, f, "Let it be a part of {program}.", "program", Relation::part_of, program);
}

} // namespace

extern const Rule activity_without_purpose = {
    .code = "NL926",
    .name = "activity-without-purpose",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity),
    .question = "Does the activity belong to a program, or help a goal itself?",
    .message = "{focus} belongs to no program and helps no goal.",
    .advice = "Let it be part of the program it serves, or stop it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
