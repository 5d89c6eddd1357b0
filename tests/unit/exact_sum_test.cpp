#include "base/exact_sum.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using northline::ExactSum;

namespace {
double sum(const std::vector<double>& terms) {
  ExactSum s;
  for (const double x : terms) s.add(x);
  return s.value();
}
} // namespace

TEST_CASE("An exact sum of ever smaller terms holds its partials together") {
  // Each term leaves a partial of a few bits: more partials than any fixed number of them could be.
  std::vector<double> terms;
  double x = 1;
  for (int i = 0; i < 150; ++i, x /= 100) terms.push_back(x);
  const double expected = 100.0 / 99;
  REQUIRE(std::fabs(sum(terms) - expected) <= 1e-15);
  const double first = sum(terms);
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::shuffle(terms.begin(), terms.end(), random);
    REQUIRE(sum(terms) == first);
  }
}

TEST_CASE("An exact sum over the whole range of a double comes back to what is left") {
  std::vector<double> terms;
  std::mt19937_64 random(2);
  for (int i = 0; i < 3000; ++i) {
    const double x = std::ldexp(1 + static_cast<double>(random() % 1000003) / 1000003,
                                static_cast<int>(random() % 2000) - 1020);
    terms.push_back(x);
    terms.push_back(-x);
  }
  terms.push_back(0x1p-1000);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(terms.begin(), terms.end(), random);
    REQUIRE(sum(terms) == 0x1p-1000);
  }
}
