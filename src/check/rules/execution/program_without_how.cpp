#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {activity} be a part of it.",
};
constexpr std::string_view footprint[] = {"status", "description", "<part_of.status"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (v.get(field::common::description, program).known() || !committed(v, program)) return;
  for (const Edge& e : v.in(program, Relation::part_of))
    if (in_force(v, e.source)) return;
  run.report(program);
}

// The one activity without a program that works on the same channel.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne one;
  for (const Edge& u : v.out(r.focus, Relation::uses))
    for (const Edge& other : v.in(u.target, Relation::uses))
      if (v.is(other.source, Kind::activity) && open(v, other.source) &&
          v.out(other.source, Relation::part_of).empty())
        one.add(other.source);
  if (one.get() == no_element) return false;
  f.title = "Let {activity} be a part of it.";
  f.values = {{"activity", r.describe(one.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, one.get(), Relation::part_of, r.focus);
  return true;
}

} // namespace

extern const Rule program_without_how = {
    .code = "NL911",
    .name = "program-without-how",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Does the program say how it works?",
    .message = "{focus} does not say how: it has neither a description nor activities.",
    .advice = "Write two sentences on what is done, or name the activities.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
