#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"programs", 2, "programs from which the check speaks"},
};
constexpr std::string_view footprint[] = {"all program.status", "all program.execution"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::size_t programs = 0;
  bool together = false;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    if (together || !in_force(v, p)) return;
    together = v.get(field::program::execution, p) != choice::execution::internal; // not written: it may be
    ++programs;
  });
  if (!together && static_cast<double>(programs) >= run.parameter(0))
    run.report(strategy).number("programs", static_cast<double>(programs));
}

} // namespace

extern const Rule nothing_with_the_market = {
    .code = "NL907",
    .name = "nothing-with-the-market",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is anything carried out by the market, or together with it?",
    .message = "All {programs} programs are run by the organisation alone.",
    .advice = "Ask which program customers or partners would run, wholly or in part, if they were asked.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
