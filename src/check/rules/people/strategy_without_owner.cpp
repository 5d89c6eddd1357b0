#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {">owned_by", "all goal.status", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (!v.out(strategy, Relation::owned_by).empty()) return;
  bool planned = false;
  v.each(Kind::goal, [&](Element e) { planned = planned || committed(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || committed(v, e); });
  if (planned) run.report(strategy);
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
    .packs = Pack::core | Pack::governance,
};

} // namespace northline::rules
