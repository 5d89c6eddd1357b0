#pragma once
// Sums of amounts with ranges.
#include "check/returns.hpp"

#include <cmath>
#include <utility>

namespace northline {

/// A sum that keeps what rounding drops: the costs of a large plan are a hundred thousand numbers.
struct Total {
  double sum = 0, lost = 0;
  void add(double x) {
    const double next = sum + x;
    lost += std::fabs(sum) >= std::fabs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  double value() const { return sum + lost; }
};

struct Balance {
  Total expected, certain;
  std::vector<Range>& terms;
  void add(const Quantity& q, double by) {
    if (q.exact()) {
      expected.add(q.likely * by);
      certain.add(q.likely * by);
      return;
    }
    Range r{q.low * by, q.likely * by, q.high * by};
    if (by < 0) std::swap(r.low, r.high);
    expected.add(r.even() ? r.likely : (r.low + r.likely + r.high) / 3);
    terms.push_back(r);
  }
};

/// Puts the widest ranges first: what is worked out from them must not depend on the order of the document.
void sort_terms(std::vector<Range>&);

} // namespace northline
