#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Drop the audience: nothing is planned for these people.",
};
constexpr std::string_view footprint[] = {"status", "<serves.status", "<part_of<serves.status",
                                          ">part_of<serves.status", "<rules_out.status"};

bool served(const View& v, Element audience) {
  for (const Edge& e : v.in(audience, Relation::serves))
    if (in_force(v, e.source)) return true;
  return false;
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (served(v, e) || !open(v, e)) return;
  for (const Edge& part : v.in(e, Relation::part_of))
    if (served(v, part.source)) return;
  for (const Edge& whole : v.out(e, Relation::part_of))
    if (served(v, whole.target)) return;
  for (const Edge& out : v.in(e, Relation::rules_out))
    if (in_force(v, out.source)) return; // left out on purpose
  run.report(e);
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Drop the audience: nothing is planned for these people.";
  f.safety = Safety::display;
  f.patch = set_status(r.view, r.focus, "dropped");
  return true;
}

} // namespace

extern const Rule audience_not_served = {
    .code = "NL306",
    .name = "audience-not-served",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::audience),
    .question = "Does anything serve the audience?",
    .message = "{focus} is described, but no goal, program or benefit serves it.",
    .advice = "Let a goal serve it, or drop the audience so that nobody plans for it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
