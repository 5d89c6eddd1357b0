#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"programs", 3, "programs from which the check speaks"},
};
constexpr std::string_view footprint[] = {"all program.status", "all program.type"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::size_t programs = 0;
  bool changes = false;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    if (changes || !in_force(v, p)) return;
    const auto type = v.get(field::program::type, p);
    // One whose type is not written may be the one.
    changes = type == choice::program_type::business_process || type == choice::program_type::absent;
    ++programs;
  });
  if (!changes && static_cast<double>(programs) >= run.parameter(0))
    run.report(strategy).number("programs", static_cast<double>(programs));
}

} // namespace

extern const Rule nothing_changes_the_business = {
    .code = "NL906",
    .name = "nothing-changes-the-business",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does any program change how the business itself works?",
    .message = "None of the {programs} programs changes how the business itself works.",
    .advice = "Ask which frustration of customers no message can answer, and plan the change as a program of "
              "type business_process.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
