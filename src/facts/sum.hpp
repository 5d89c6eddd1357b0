#pragma once
#include "base/exact_sum.hpp"

#include <cstddef>
#include <optional>

namespace northline {

/// An exact sum for places where most sums have few terms. Two doubles hold it as long as they do so exactly;
/// the long accumulator is made only for what they cannot hold.
class Sum {
public:
  void add(double x) {
    ++count_;
    if (long_) {
      long_->add(x);
      return;
    }
    // Knuth's sum of two doubles with its error, twice: nothing is lost while the second error is 0.
    const double high = high_ + x;
    const double y = high - high_;
    const double error = (high_ - (high - y)) + (x - y);
    const double low = low_ + error;
    const double z = low - low_;
    if ((low_ - (low - z)) + (error - z) == 0) {
      high_ = high;
      low_ = low;
    } else {
      add_long(x);
    }
  }
  double value() const { return long_ ? long_->value() : high_ + low_; }
  std::size_t count() const { return count_; }

private:
  [[gnu::noinline]] void add_long(double x) {
    long_.emplace();
    long_->add(high_);
    long_->add(low_);
    long_->add(x);
  }
  double high_ = 0, low_ = 0; ///< their exact sum is the sum, until there is a long one
  std::size_t count_ = 0;
  std::optional<ExactSum> long_;
};

} // namespace northline
