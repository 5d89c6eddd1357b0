#pragma once
#include <cmath>
#include <utility>

namespace northline {

/// A sum of finite doubles that does not depend on their order: the exact sum, rounded once.
/// Shewchuk's non-overlapping partials (1997), as in Python's math.fsum. Memory: a few doubles.
class ExactSum {
public:
  void add(double x) {
    unsigned kept = 0;
    for (unsigned i = 0; i < count_; ++i) {
      double y = partials_[i];
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    count_ = kept;
    partials_[count_++] = x; // at most 39 partials cover the exponents of a double
  }
  double value() const {
    if (count_ == 0) return 0;
    unsigned n = count_;
    double high = partials_[--n], low = 0;
    while (n > 0) {
      const double x = high, y = partials_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Round half to even across the remaining partials.
    if (n > 0 && ((low < 0 && partials_[n - 1] < 0) || (low > 0 && partials_[n - 1] > 0))) {
      const double y = low * 2, x = high + y;
      if (y == x - high) high = x;
    }
    return high;
  }

private:
  double partials_[42] = {};
  unsigned count_ = 0;
};

} // namespace northline
