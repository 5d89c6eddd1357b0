#include "facts/pairwise.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <random>

using namespace northline;

namespace {

Comparisons comparisons(std::size_t n, std::vector<Judgement> judgements) {
  Comparisons c;
  for (std::size_t i = 0; i < n; ++i) c.items.push_back("i" + std::to_string(i));
  c.judgements = std::move(judgements);
  c.table = find_random_index("saaty");
  return c;
}

} // namespace

TEST_CASE("the logarithm and the exponential agree with the platform's") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponents(-600, 600), near(0.5, 2);
  for (int i = 0; i < 100000; ++i) {
    const double e = exponents(random), x = std::exp(e), y = near(random);
    CHECK(std::fabs(natural_logarithm(x) - std::log(x)) <= 3e-16 * std::fabs(std::log(x)));
    CHECK(std::fabs(natural_logarithm(y) - std::log(y)) <= 1e-15 * std::fabs(std::log(y)) + 1e-17);
    CHECK(std::fabs(exponential(e) / std::exp(e) - 1) <= 4e-16);
  }
  CHECK(natural_logarithm(1) == 0);
  CHECK(exponential(0) == 1);
}

TEST_CASE("weights satisfy A w = lambda w to the last digits") {
  std::mt19937_64 random(2);
  std::uniform_int_distribution<int> sizes(1, 40);
  std::normal_distribution<double> logs(0, 2);
  for (int round = 0; round < 200; ++round) {
    const auto n = static_cast<std::uint32_t>(sizes(random));
    std::vector<Judgement> judged;
    for (std::uint32_t i = 0; i < n; ++i)
      for (std::uint32_t j = i + 1; j < n; ++j) judged.push_back({i, j, std::exp(logs(random))});
    const Comparisons c = comparisons(n, judged);
    const Weights w = weigh(c);
    double sum = 0;
    for (const double x : w.weights) sum += x;
    CHECK(std::fabs(sum - 1) <= 1e-14);
    std::vector<double> product(w.weights);
    for (const Judgement& j : judged) {
      product[j.a] += j.ratio * w.weights[j.b];
      product[j.b] += w.weights[j.a] / j.ratio;
    }
    for (std::uint32_t i = 0; i < n; ++i)
      CHECK(std::fabs(product[i] / (w.eigenvalue * w.weights[i]) - 1) <= 1e-13);
    CHECK(w.index >= 0);
  }
}

TEST_CASE("where nothing is judged twice over, the weights are the judgements") {
  // A chain has no contradiction, whatever fills it in.
  for (const WeighMethod m :
       {WeighMethod::eigenvector, WeighMethod::geometric_mean, WeighMethod::column_average})
    for (const Completion how : {Completion::eigenvalue, Completion::harker}) {
      Comparisons c = comparisons(5, {{0, 1, 2}, {1, 2, 2}, {2, 3, 2}, {3, 4, 2}});
      c.method = m;
      c.completion = how;
      const Weights w = weigh(c);
      for (std::size_t i = 0; i < 5; ++i)
        CHECK(std::fabs(w.weights[i] - std::ldexp(1.0 / 31, 4 - static_cast<int>(i))) <= 1e-14);
      CHECK(w.filled.size() == 6);
      CHECK(w.ratio == 0);
      CHECK_FALSE(known(w.koczkodaj));
      CHECK_FALSE(w.least.has_value());
    }
}

TEST_CASE("judgements that do not join everything are refused by name") {
  const Comparisons c = comparisons(5, {{0, 1, 2}, {2, 3, 2}});
  CHECK(joined_parts(c) == std::vector<std::vector<std::uint32_t>>{{0, 1}, {2, 3}, {4}});
  try {
    (void)weigh(c);
    FAIL("it was weighed");
  } catch (const Error& e) {
    CHECK(e.status() == Status::configuration);
    CHECK(std::string(e.what()).find("(\"i0\", \"i1\"), (\"i2\", \"i3\"), (\"i4\")") != std::string::npos);
  }
}

TEST_CASE("tables of random indices start at three things and know where they end") {
  for (const RandomIndexTable& t : random_index_tables()) {
    CHECK(find_random_index(t.name) == &t);
    CHECK(t.of(1) == 0);
    CHECK(t.of(2) == 0);
    for (std::size_t n = 3; n <= 15; ++n) {
      CHECK(t.of(n) > 0.4);
      CHECK(t.of(n) < 1.7);
    }
    CHECK(known(t.of(100)) == (t.name == "donegan-dodd"));
    CHECK_FALSE(known(t.of(101)));
  }
  CHECK(find_random_index("donegan-dodd")->of(20) == 1.5371);
  CHECK(find_random_index("donegan-dodd")->of(100) == 1.6339);
  CHECK(find_random_index("nobody") == nullptr);
}
