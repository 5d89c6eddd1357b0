#pragma once
#include "base/exact_sum.hpp"

#include <optional>

namespace northline {

/// An exact sum for places where most sums have one or two terms: two doubles added and rounded once do not
/// depend on their order either, so the long accumulator is made only for the third.
class Sum {
public:
  void add(double x) {
    if (count_ < 2) {
      terms_[count_] = x;
    } else {
      if (count_ == 2) {
        long_.emplace();
        long_->add(terms_[0]);
        long_->add(terms_[1]);
      }
      long_->add(x);
    }
    ++count_;
  }
  double value() const {
    if (count_ == 0) return 0;
    if (count_ == 1) return terms_[0];
    return count_ == 2 ? terms_[0] + terms_[1] : long_->value();
  }
  std::size_t count() const { return count_; }

private:
  double terms_[2] = {0, 0};
  std::size_t count_ = 0;
  std::optional<ExactSum> long_;
};

} // namespace northline
