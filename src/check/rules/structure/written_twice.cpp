#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL019"); }
std::string render(const Rendering& r) { return render_problem(r, "NL019"); }

} // namespace

extern const Rule written_twice = {
    .code = "NL019",
    .name = "written-twice",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Is every id and every member written once?",
    .message = "{focus} is written twice: \"{written}\".",
    .advice = "Rename one of the two, or delete it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
};

} // namespace northline::rules
