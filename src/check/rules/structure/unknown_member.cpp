#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {rename_it, move_it};
constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL014"); }
std::string render(const Rendering& r) { return render_problem(r, "NL014"); }
bool fix(const Rendering& r, Fix& f) { return fix_unknown_member(r, "NL014", f); }

} // namespace

extern const Rule unknown_member = {
    .code = "NL014",
    .name = "unknown-member",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is every member of the document known?",
    .message = "{focus} has a member \"{written}\" that is not known.",
    .advice = "Correct the name, or keep data of your own under \"x\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
