#include "check/benchmarks.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"no_basis", "{focus} is kept for {metric}, but cannot be compared with it: it does not say what it is "
                 "taken over, the metric is over {ours}."},
    {"basis", "{focus} is kept for {metric}, but cannot be compared with it: it is taken over {theirs}, the "
              "metric over {ours}."},
    {"statistic", "{focus} is kept for {metric}, but cannot be compared with it: it is the {theirs}, the "
                  "metric the {ours}."},
    {"unit", "{focus} is kept for {metric}, but cannot be compared with it: it is in {theirs}, the metric in "
             "{ours}."},
};
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
  each_mismatch(v, [&](Element benchmark, Element metric, const Mismatch& m) {
    run.report(benchmark)
        .element("metric", metric)
        .text("variant", m.variant)
        .text("theirs", m.benchmark)
        .text("ours", m.metric);
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
    .message = "{focus} is kept for {metric}, but cannot be compared with it.",
    .advice =
        "Find a benchmark with the same basis, statistic and unit, or complete what this one leaves out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
};

} // namespace northline::rules
