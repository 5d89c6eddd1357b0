#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "value"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!v.get(field::benefit::value, v.as<Kind::benefit>(e)).given && in_force(v, e)) run.report(e);
}

} // namespace

extern const Rule benefit_without_value = {
    .code = "NL956",
    .name = "benefit-without-value",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::benefit),
    .question = "Is it known what the benefit is worth?",
    .message = "{focus} has no value, so nobody can weigh it against its cost.",
    .advice = "Write what it is worth a year, as a number or as a range from the least to the "
              "most.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad | Pack::money,
};

} // namespace northline::rules
