#include "check/benchmarks.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all metric.*",
                                          "all metric>replaced_by.status",
                                          "all metric<measured_by.status",
                                          "all metric<measured_by.platform",
                                          "all metric<measured_by>uses.status",
                                          "all metric<measured_by>uses.platform",
                                          "all metric>uses.status",
                                          "all metric>uses.platform",
                                          "all benchmark.*"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  each_mismatch(v, [&](Element benchmark, Element metric, const std::string& why) {
    run.report(benchmark).element("metric", metric).text("why", why);
  });
}

} // namespace

extern const Rule benchmark_not_comparable = {
    .code = "NL619",
    .name = "benchmark-not-comparable",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do the benchmarks speak of the same thing as the metrics?",
    .message = "{focus} is kept for {metric}, but cannot be compared with it: {why}.",
    .advice =
        "Find a benchmark with the same basis, statistic and unit, or complete what this one leaves out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
