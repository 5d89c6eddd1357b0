#include "check/reading.hpp"
#include "check/returns.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::span<const std::string_view> footprint = return_footprint;
constexpr Parameter parameters[] = {
    {"probability", 0.25, "probability of a loss that is accepted"},
    {"years_after", 0, "years after the end of the strategy in which benefits still count"},
    {"others", 1, "share of what customers and partners gain that counts beside the company's gain"}};

void decide(RuleRun& run, Element strategy) {
  const PlanReturn r = plan_return(run, run.parameter(1), run.parameter(2));
  if (!r.known || r.benefits < r.costs) return; // NL954 speaks
  const double loss = least_probability_of_loss(r);
  if (loss > run.parameter(0)) run.report(strategy).number("percent", std::floor(100 * loss));
}

} // namespace

extern const Rule loss_too_likely = {
    .code = "NL955",
    .name = "loss-too-likely",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is a loss improbable enough?",
    .message = "With a probability of at least {percent} % the plan brings less than it costs.",
    .advice = "Narrow the widest ranges by asking somebody who knows, or give up what is most "
              "uncertain.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad | Pack::money,
};

} // namespace northline::rules
