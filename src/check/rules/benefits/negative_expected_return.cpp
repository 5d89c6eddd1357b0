#include "check/reading.hpp"
#include "check/returns.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"year", "Over a year the plan is expected to bring {brings:amount} at most and to cost {costs:amount} "
             "at least: a loss "
             "of {loss:amount}."},
};
constexpr std::span<const std::string_view> footprint = return_footprint;
constexpr Parameter parameters[] = {
    {"years_after", 0, "years after the end of the strategy in which benefits still count"},
    {"others", 1, "share of what customers and partners gain that counts beside the company's gain"}};

void decide(RuleRun& run, Element strategy) {
  const PlanReturn r = plan_return(run, run.parameter(0), run.parameter(1));
  if (!r.known || !(r.benefits < r.costs)) return;
  auto report = run.report(strategy);
  report.number("years", r.years)
      .number("brings", r.benefits)
      .number("costs", r.costs)
      .number("loss", r.costs - r.benefits);
  relate(report, run.view, r.partly);
}

std::string render(const Rendering& r) {
  return r.say(std::round(r.number("years") * 10) == 10 ? "year" : "");
}

constexpr std::string_view causes[] = {"NL001", "NL002", "NL963"};

} // namespace

extern const Rule negative_expected_return = {
    .code = "NL954",
    .name = "negative-expected-return",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is the plan expected to bring more than it costs?",
    .message = "Over {years} years the plan is expected to bring {brings:amount} at most and to cost "
               "{costs:amount} at least: a loss of {loss:amount}.",
    .advice = "Drop what costs more than it brings, or find the benefits nobody has written "
              "down.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad | Pack::channels_later | Pack::money,
    .variants = variants,
};

} // namespace northline::rules
