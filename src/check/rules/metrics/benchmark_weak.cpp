#include "check/measuring.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"months", 24, "age in months from which a benchmark is old"},
};
constexpr std::string_view footprint[] = {"status", "as_of", "grade"};

void decide(RuleRun& run, Element benchmark) {
  const View& v = run.view;
  const ElementOf<Kind::benchmark> b{benchmark};
  if (!in_force(v, benchmark)) return;
  std::string why;
  if (v.get(field::benchmark::grade, b) == choice::grade::C) why = "comes from a source of grade C";
  const Date day = v.get(field::benchmark::as_of, b);
  if (day.known() && run.as_of.known()) {
    const double months = static_cast<double>(run.as_of - day) / (365.25 / 12);
    if (months > run.parameter(0)) {
      if (!why.empty()) why += " and ";
      why += "is of " + to_string(day) + ", " + number_text(std::floor(months)) + " months before " +
             to_string(run.as_of);
    }
  }
  if (!why.empty()) run.report(benchmark).text("why", why);
}

} // namespace

extern const Rule benchmark_weak = {
    .code = "NL620",
    .name = "benchmark-weak",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::benchmark),
    .question = "Can the benchmark be relied on?",
    .message = "{focus} {why}.",
    .advice = "Look for a newer figure from the body that holds the data.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
