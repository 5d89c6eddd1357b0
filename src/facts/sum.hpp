#pragma once
#include "base/exact_sum.hpp"

#include <cstddef>
#include <optional>

namespace northline {

/// An exact sum for places where most sums have one or two terms: two doubles added and rounded once do not
/// depend on their order either, so the long accumulator is made only for the third.
class Sum {
public:
  void add(double x) {
    if (count_ == 0)
      first_ = x;
    else if (count_ == 1)
      second_ = x;
    else
      add_long(x);
    ++count_;
  }
  double value() const {
    return count_ == 0 ? 0 : count_ == 1 ? first_ : count_ == 2 ? first_ + second_ : long_->value();
  }
  std::size_t count() const { return count_; }

private:
  [[gnu::noinline]] void add_long(double x) {
    if (count_ == 2) {
      long_.emplace();
      long_->add(first_);
      long_->add(second_);
    }
    long_->add(x);
  }
  double first_ = 0, second_ = 0;
  std::size_t count_ = 0;
  std::optional<ExactSum> long_;
};

} // namespace northline
