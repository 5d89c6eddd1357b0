#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} answer for the whole.",
};
constexpr std::string_view footprint[] = {">owned_by", "all goal.status", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (!v.out(strategy, Relation::owned_by).empty()) return;
  bool planned = false;
  v.each(Kind::goal, [&](Element e) { planned = planned || committed(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || committed(v, e); });
  if (planned) run.report(strategy);
}

// Whoever answers for everything in it that anybody answers for; else its one sponsor.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne owner, sponsor;
  for (const Kind k : {Kind::goal, Kind::program})
    v.each(k, [&](Element e) {
      if (!open(v, e)) return;
      for (const Edge& o : v.out(e, Relation::owned_by))
        if (in_force(v, o.target)) owner.add(o.target);
    });
  for (const Edge& s : v.out(r.focus, Relation::sponsored_by))
    if (in_force(v, s.target)) sponsor.add(s.target);
  const Element who = owner.get() == no_element ? sponsor.get() : owner.get();
  return offer(r, f, "Let {who} answer for the whole.", "who", Relation::owned_by, who);
}

} // namespace

extern const Rule strategy_without_owner = {
    .code = "NL723",
    .name = "strategy-without-owner",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does somebody answer for the strategy as a whole?",
    .message = "Nobody answers for the strategy as a whole: it names no owner.",
    .advice = "Name the person who keeps it together under \"owned_by\" at the top of the document.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
