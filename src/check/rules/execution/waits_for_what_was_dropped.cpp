#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Wait for it no longer.",
};
constexpr std::string_view footprint[] = {"status", ">depends_on.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange waits = v.out(e, Relation::depends_on);
  if (waits.empty() || !open(v, e)) return;
  for (const Edge& d : waits)
    if (v.get(field::common::status, d.target) == choice::status::dropped)
      run.report(e).element("before", d.target).at_target(Relation::depends_on, d.target);
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Wait for it no longer.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, Relation::depends_on, r.element("before"));
  return true;
}

} // namespace

extern const Rule waits_for_what_was_dropped = {
    .code = "NL920",
    .name = "waits-for-what-was-dropped",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity, Kind::goal),
    .question = "Will what it waits for ever happen?",
    .message = "{focus} waits for {before}, which was dropped.",
    .advice = "Find out whether it can do without, or needs something else first.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
