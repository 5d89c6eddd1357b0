#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let them speak for {audience}, the only audience.",
};
constexpr std::string_view footprint[] = {"status", "type", ">speaks_for", ">holds_relationship", "<serves"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  if (v.get(field::stakeholder::type, v.as<Kind::stakeholder>(person)) !=
          choice::stakeholder_type::market_representative ||
      !in_force(v, person))
    return;
  if (v.out(person, Relation::speaks_for).empty() && v.out(person, Relation::holds_relationship).empty() &&
      v.in(person, Relation::serves).empty())
    run.report(person);
}

bool fix(const Rendering& r, Fix& f) {
  if (r.view.count(Kind::audience) != 1) return false;
  Element only = no_element;
  r.view.each(Kind::audience, [&](Element e) { only = e; });
  if (!in_force(r.view, only)) return false;
  f.title = "Let them speak for {audience}, the only audience.";
  f.values = {{"audience", r.describe(only)}};
  f.safety = Safety::unsafe;
  f.patch = patch::add_relation(r.view, r.focus, Relation::speaks_for, r.view.id(only));
  return true;
}

} // namespace

extern const Rule speaks_for_nobody = {
    .code = "NL732",
    .name = "speaks-for-nobody",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Does every representative of the market speak for somebody?",
    .message = "{focus} represents the market but speaks for no audience.",
    .advice = "Name the audience they know under \"speaks_for\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
