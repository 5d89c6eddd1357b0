#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_reference_out};
constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL001"); }
std::string render(const Rendering& r) { return render_problem(r, "NL001"); }
bool fix(const Rendering& r, Fix& f) { return fix_reference(r, "NL001", f); }

} // namespace

extern const Rule unknown_reference = {
    .code = "NL001",
    .name = "unknown-reference",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does every reference lead to an element of the document?",
    .message = "{focus} names \"{written}\", which no element has as its id.",
    .advice = "Correct the id, add the element, or take the reference out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
