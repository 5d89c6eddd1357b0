#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the suppression out.",
};

// The engine reports these itself, when all other checks have spoken.
void decide(RuleRun&, Element) {}

constexpr Variant variants[] = {
    {"everywhere", "The suppression of {code} ({reason}) meets no finding."},
    {"element", "The suppression of {code} on \"{on}\" ({reason}) meets no finding."},
};

} // namespace

extern const Rule idle_suppression = {
    .code = "NL026",
    .name = "idle-suppression",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is there something for every suppression to suppress?",
    .message = "The suppression of {code} ({reason}) meets no finding.",
    .advice = "Take the suppression out, or correct its code or element.",
    .parameters = {},
    .footprint = {},
    .decide = decide,
    .fix = offer_to_take_suppression_out,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
