#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the suppression out.",
};

// The engine reports these itself: a suppression may stand in a file beside the document, which no check
// sees.
void decide(RuleRun&, Element) {}

constexpr Variant variants[] = {
    {"everywhere", "The suppression of {code} ({reason}) ended on {until}; what it hid counts again."},
    {"element",
     "The suppression of {code} on \"{on}\" ({reason}) ended on {until}; what it hid counts again."},
};

} // namespace

extern const Rule expired_suppression = {
    .code = "NL015",
    .name = "expired-suppression",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does every suppression still hold?",
    .message = "The suppression of {code} ({reason}) ended on {until}; what it hid counts again.",
    .advice = "Mend what was suppressed, or look at it again and give the suppression a later day.",
    .parameters = {},
    .footprint = {},
    .decide = decide,
    .fix = offer_to_take_suppression_out,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
