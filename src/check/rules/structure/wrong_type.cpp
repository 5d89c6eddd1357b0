#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {write_it_as};
constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL020"); }
std::string render(const Rendering& r) { return render_problem(r, "NL020"); }
bool fix(const Rendering& r, Fix& f) { return fix_value(r, "NL020", f); }

} // namespace

extern const Rule wrong_type = {
    .code = "NL020",
    .name = "wrong-type",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Is every value of the type its attribute takes?",
    .message = "{focus} holds \"{written}\" where another type of value belongs.",
    .advice = "Write the value in the form that the format asks for; docs/document-format.md shows each.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
