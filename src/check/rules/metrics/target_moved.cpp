#include "check/earlier.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"targets",
                                          "baseline",
                                          "decided",
                                          "unit",
                                          "status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.start",
                                          "<measured_by.why"};
constexpr Variant variants[] = {
    {"value",
     "The target of {focus} for {due} went from {before} to {after} after its time had begun on {began}, "
     "and nobody wrote why."},
    {"undated",
     "The target of {focus} went from {before} to {after} after its time had begun on {began}, and "
     "nobody wrote why."},
    {"day",
     "The target of {focus} was {before} by {was_due} and is now {after} by {due}, although its time had "
     "begun on {began}, and nobody wrote why."},
    {"out",
     "The target of {focus}, {before} by {was_due}, was taken out after its time had begun on {began}, and "
     "nobody wrote why."},
};

/// One version alone cannot tell: report_moved_targets() is asked when there is an earlier one.
void decide(RuleRun&, Element) {}

} // namespace

extern const Rule target_moved = {
    .code = "NL634",
    .name = "target-moved",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Was a target left alone once its time had begun, or is it said why it moved?",
    .message =
        "The target of {focus} for {due} went from {before} to {after} after its time had begun on {began}, "
        "and nobody wrote why.",
    .advice =
        "Put the old target back, or write down why it moved: \"why\" on \"measured_by\", or the day of the "
        "decision as the metric's \"decided\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
};

} // namespace northline::rules
