#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "execution"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (v.get(field::program::execution, v.as<Kind::program>(program)) == choice::execution::absent &&
      committed(v, program))
    run.report(program);
}

} // namespace

extern const Rule execution_not_stated = {
    .code = "NL925",
    .name = "execution-not-stated",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Is it known who runs the program: the organisation, the market or both?",
    .message = "{focus} does not say whether the organisation runs it, the market, or both together.",
    .advice = "Write internal, market or joint under \"execution\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::smacad,
};

} // namespace northline::rules
