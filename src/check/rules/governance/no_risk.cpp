#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"programs", 2, "programs from which the check speaks"},
};
constexpr std::string_view phrases[] = {
    "{a} program",
    "{a} programs",
};
constexpr std::string_view footprint[] = {"count risk", "all risk.status", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool recorded = false;
  v.each(Kind::risk, [&](Element e) { recorded = recorded || in_force(v, e); });
  if (recorded) return;
  std::size_t programs = 0;
  v.each(Kind::program, [&](Element e) { programs += committed(v, e); });
  if (static_cast<double>(programs) >= run.parameter(0))
    run.report(strategy)
        .text("programs", counted(programs, "program", "programs"))
        .number("count", static_cast<double>(programs));
}

} // namespace

extern const Rule no_risk = {
    .code = "NL860",
    .name = "no-risk",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Was it written down what can go wrong?",
    .message = "The strategy has {programs} under way or planned and records no risk.",
    .advice = "Ask the team for an hour what could go wrong, and write the three worst down as risks.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
