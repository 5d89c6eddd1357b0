#include "check/reading.hpp"
#include "check/returns.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::span<const std::string_view> footprint = return_footprint;
constexpr Parameter parameters[] = {
    {"years_after", 0, "years after the end of the strategy in which benefits still count"},
    {"others", 1, "share of what customers and partners gain that counts beside the company's gain"}};

void decide(RuleRun& run, Element strategy) {
  const PlanReturn r = plan_return(run, run.parameter(0), run.parameter(1));
  if (r.known && r.benefits < r.costs)
    run.report(strategy)
        .number("years", r.years)
        .number("brings", r.benefits)
        .number("costs", r.costs)
        .number("loss", r.costs - r.benefits);
}

std::string render(const Rendering& r) {
  const double years = std::round(r.number("years") * 10) / 10;
  return "Over " + (years == 1 ? std::string("a year") : number_text(years) + " years") +
         " the plan is expected to bring " + amount(r.view, r.number("brings")) + " at most and to cost " +
         amount(r.view, r.number("costs")) + " at least: a loss of " + amount(r.view, r.number("loss")) + ".";
}

} // namespace

extern const Rule negative_expected_return = {
    .code = "NL954",
    .name = "negative-expected-return",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is the plan expected to bring more than it costs?",
    .message = "Over {years} years the plan is expected to bring {brings} at most and to cost "
               "{costs} at least: a loss of {loss}.",
    .advice = "Drop what costs more than it brings, or find the benefits nobody has written "
              "down.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::smacad | Pack::channels_later | Pack::money,
};

} // namespace northline::rules
