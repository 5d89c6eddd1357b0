#include "check/rule.hpp"

namespace northline::rules {
namespace {

// The engine reports these itself, when checks of one's own have been asked.
void decide(RuleRun&, Element) {}

constexpr Variant variants[] = {
    {"one", "The check {check} could not decide on {element}: {problem}"},
    {"several", "The check {check} could not decide on {count} elements, first {element}: {problem}"},
};

} // namespace

extern const Rule own_check_failed = {
    .code = "NL040",
    .name = "own-check-failed",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Could every check of your own decide?",
    .message = "The check {check} could not decide on {element}: {problem}",
    .advice = "Ask has() before a value that may be missing, make the condition cheaper, or mend the code.",
    .parameters = {},
    .footprint = {},
    .decide = decide,
    .variants = variants,
};

} // namespace northline::rules
