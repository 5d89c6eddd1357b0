// The bound for the probability of a loss against closed forms: never above the truth, and close below it.
#include "check/returns.hpp"
#include "support/catch.hpp"

#include <random>

using namespace northline;

namespace {

double bound(std::vector<Range> terms, double certain) {
  PlanReturn plan;
  plan.certain = certain;
  plan.terms = std::move(terms);
  return least_probability_of_loss(plan);
}

} // namespace

TEST_CASE("Without ranges a loss is certain or impossible") {
  CHECK(bound({}, -1) == 1);
  CHECK(bound({}, 0) == 0);
  CHECK(bound({}, 5) == 0);
}

TEST_CASE("One triangle: the probability of a loss has a closed form") {
  // Benefit 0 … 90 around 20 against a cost c: P = c² / (90 · 20) below the likely value.
  for (const double cost : {5.0, 10.0, 20.0}) {
    const double truth = cost * cost / (90 * 20);
    const double b = bound({{0, 20, 90}}, -cost);
    CHECK(b <= truth);
    CHECK(b >= truth - 0.005);
  }
}

TEST_CASE("A likely value in the middle is read as the shape that makes a loss less likely") {
  // Cost 25 of 0 … 100: even 0.25, triangle 2 · 0.25² = 0.125. Cost 75: even 0.75, triangle 0.875.
  const double low = bound({{0, 50, 100}}, -25), high = bound({{0, 50, 100}}, -75);
  CHECK(low <= 0.125);
  CHECK(low >= 0.12);
  CHECK(high <= 0.75);
  CHECK(high >= 0.745);
}

TEST_CASE("Sums of triangles: below what a simulation shows, and near it") {
  const std::vector<Range> terms = {{0, 10, 90}, {-40, -35, -5}, {10, 30, 35}, {-60, -10, -5}};
  std::mt19937_64 dice(11);
  const auto draw = [&](const Range& r) {
    const double u = static_cast<double>(dice() >> 11) * 0x1p-53,
                 split = (r.likely - r.low) / (r.high - r.low);
    return u < split ? r.low + std::sqrt(u * (r.high - r.low) * (r.likely - r.low))
                     : r.high - std::sqrt((1 - u) * (r.high - r.low) * (r.high - r.likely));
  };
  int losses = 0;
  constexpr int rounds = 200'000;
  for (int i = 0; i < rounds; ++i) {
    double sum = -10;
    for (const Range& r : terms) sum += draw(r);
    losses += sum < 0;
  }
  const double truth = static_cast<double>(losses) / rounds;
  const double b = bound(terms, -10);
  CHECK(b <= truth + 0.004);
  CHECK(b >= truth - 0.03);
}

TEST_CASE("Ranges beyond the widest only make the bound smaller") {
  std::vector<Range> terms{{0, 20, 90}};
  const double alone = bound(terms, -20);
  for (int i = 0; i < 60; ++i) terms.push_back({0, 0.001, 0.01});
  CHECK(bound(terms, -20) <= alone);
}
