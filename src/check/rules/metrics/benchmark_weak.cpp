#include "check/measuring.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"months", 24, "age in months from which a benchmark is old"},
};
constexpr Variant variants[] = {
    {"grade", "{focus} comes from a source of grade C."},
    {"age", "{focus} is of {day}, {months} months before {as_of}."},
    {"both", "{focus} comes from a source of grade C and is of {day}, {months} months before {as_of}."},
};
constexpr std::string_view footprint[] = {"status", "as_of", "grade"};

void decide(RuleRun& run, Element benchmark) {
  const View& v = run.view;
  const ElementOf<Kind::benchmark> b{benchmark};
  if (!in_force(v, benchmark)) return;
  const bool weak = v.get(field::benchmark::grade, b) == choice::grade::C;
  double months = 0;
  const Date day = v.get(field::benchmark::as_of, b);
  if (day.known() && run.as_of.known()) {
    months = static_cast<double>(run.as_of - day) / (365.25 / 12);
  }
  const bool old = months > run.parameter(0);
  if (!weak && !old) return;
  auto report = run.report(benchmark);
  report.text("variant", !old ? "grade" : weak ? "both" : "age");
  if (old) report.date("day", day).number("months", std::floor(months)).date("as_of", run.as_of);
}

} // namespace

extern const Rule benchmark_weak = {
    .code = "NL620",
    .name = "benchmark-weak",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::benchmark),
    .question = "Can the benchmark be relied on?",
    .message = "{focus} is weak or old.",
    .advice = "Look for a newer figure from the body that holds the data.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
};

} // namespace northline::rules
