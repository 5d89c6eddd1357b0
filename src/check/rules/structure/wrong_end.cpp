#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {take_reference_out};
constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL002"); }
std::string render(const Rendering& r) { return render_problem(r, "NL002"); }
bool fix(const Rendering& r, Fix& f) { return fix_reference(r, "NL002", f); }

} // namespace

extern const Rule wrong_end = {
    .code = "NL002",
    .name = "wrong-end",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does every relation start and end at kinds it may join?",
    .message = "{focus} is joined to \"{written}\" by a relation that does not join these kinds.",
    .advice = "Let the relation end at one of the kinds it is meant for, or use another relation.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
