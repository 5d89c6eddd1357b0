#include "check/problems.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {write_it_as, swap_them, nearest_allowed};
constexpr std::string_view footprint[] = {"fact problems"};

void decide(RuleRun& run, Element) { report_problems(run, "NL013"); }
std::string render(const Rendering& r) { return render_problem(r, "NL013"); }

bool fix(const Rendering& r, Fix& f) { return fix_range(r, "NL013", f); }

} // namespace

extern const Rule out_of_range = {
    .code = "NL013",
    .name = "out-of-range",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does every number lie in the range of its attribute?",
    .message = "{focus} holds \"{written}\", which lies outside the range.",
    .advice = "Write a number within the range, the lower bound first where there are two.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
