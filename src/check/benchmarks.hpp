#pragma once
// Which benchmark speaks of the same thing as which metric.
#include "check/measuring.hpp"

#include <functional>

namespace northline {

struct Comparison {
  Element metric, benchmark; ///< of the benchmarks that fit, the one shown
  double low, high;          ///< the least and the greatest value of those that fit
};
/// Calls f for every metric that has comparable benchmarks, metrics in the order of their handles.
void each_comparison(const View&, const std::function<void(const Comparison&)>& f);
/// In what a benchmark and a metric of the same measure differ: the sentence of NL619, and what each says.
struct Mismatch {
  std::string_view variant;
  std::string benchmark, metric;
};
/// Calls f(benchmark, metric, how) for every benchmark that is meant for metrics and fits none of them.
void each_mismatch(const View&, const std::function<void(Element, Element, const Mismatch&)>& f);

} // namespace northline
