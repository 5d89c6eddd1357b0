#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "status",          "characteristics",          "description",         "<serves.status",
    "<part_of.status", "<part_of.characteristics", "<part_of.description"};

bool described(const View& v, Element e) {
  return v.has(field::audience::characteristics, v.as<Kind::audience>(e)) ||
         v.has(field::common::description, e);
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (described(v, e) || !open(v, e)) return;
  bool served = false;
  for (const Edge& edge : v.in(e, Relation::serves)) {
    served = served || open(v, edge.source);
    if (served) break;
  }
  if (!served) return;
  for (const Edge& part : v.in(e, Relation::part_of)) // its personas may say it
    if (in_force(v, part.source) && described(v, part.source)) return;
  run.report(e);
}

} // namespace

extern const Rule audience_not_described = {
    .code = "NL309",
    .name = "audience-not-described",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::audience),
    .question = "Does the audience say who its members are?",
    .message = "{focus} has no characteristic that tells its members from others.",
    .advice = "Write two or three things that are true of them and not of everybody else under "
              "\"characteristics\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::clover | Pack::channels_later,
};

} // namespace northline::rules
