#pragma once
#include <cmath>
#include <utility>

namespace northline {

/// A sum of finite doubles that does not depend on their order: the exact sum, rounded once.
/// Shewchuk's non-overlapping partials (1997), as in Python's math.fsum. Memory: a few doubles.
class ExactSum {
public:
  ExactSum() {} // not defaulted: value-initialisation would clear the partials
  void add(double x) {
    if (count_ == size_) compress();
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
    partials_[count_++] = x;
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
  // Partials may hold a few bits each (ever smaller terms leave one apiece), so their number has no bound of
  // its own. From the top down each takes all the 53 bits it can, which leaves at most 2098/53 + 2 of them.
  void compress() {
    double fewer[size_];
    unsigned n = size_;
    double high = partials_[count_ - 1];
    for (unsigned i = count_ - 1; i-- > 0;) {
      const double x = high, y = partials_[i];
      high = x + y;
      const double low = y - (high - x);
      if (low != 0) {
        fewer[--n] = high;
        high = low;
      }
    }
    fewer[--n] = high;
    count_ = 0;
    for (; n < size_; ++n) partials_[count_++] = fewer[n];
  }

  static constexpr unsigned size_ = 48;
  double partials_[size_]; // only the first count_ are ever read: clearing all would cost more than most sums
  unsigned count_ = 0;
};

} // namespace northline
