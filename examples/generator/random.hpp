// Random numbers that depend on nothing but the seed and what they are for.
//
// Every number is a pure function of (seed, kind, index, purpose, how many were drawn before for the same
// purpose). So an element looks the same whatever else is written, and the same on every platform: only
// integer arithmetic is used. The distributions of the standard library are left out on purpose, as each
// implementation has its own.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace northline::generator {

inline constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// High half of a 64 × 64 bit product, without the 128-bit integers that not every compiler has.
inline constexpr std::uint64_t multiply_high(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a_low = a & 0xFFFFFFFFU;
  const std::uint64_t a_high = a >> 32;
  const std::uint64_t b_low = b & 0xFFFFFFFFU;
  const std::uint64_t b_high = b >> 32;
  const std::uint64_t middle = a_high * b_low + ((a_low * b_low) >> 32);
  const std::uint64_t lower_middle = a_low * b_high + (middle & 0xFFFFFFFFU);
  return a_high * b_high + (middle >> 32) + (lower_middle >> 32);
}

class Random {
public:
  Random(std::uint64_t seed, std::uint64_t kind, std::uint64_t index, std::uint64_t purpose)
      : key_(mix(seed ^ mix(kind * 0xD1B54A32D192ED03ULL + mix(index * 0x8CB92BA72F3D8DD7ULL + purpose)))) {}

  std::uint64_t bits() { return mix(key_ + 0xA0761D6478BD642FULL * ++drawn_); }
  // A whole number from 0 to bound - 1; 0 for a bound of 0.
  std::uint64_t below(std::uint64_t bound) { return multiply_high(bits(), bound); }
  // A whole number from low to high, both included.
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  bool chance(unsigned per_thousand) { return below(1000) < per_thousand; }

private:
  std::uint64_t key_;
  std::uint64_t drawn_ = 0;
};

// Ranks 0 … count - 1, the rank r with a weight of (r + 1) to the power of -1.1.
class Zipf {
public:
  explicit Zipf(std::size_t count) {
    std::uint64_t root = std::uint64_t{1} << 31;
    for (std::size_t bit = 32; bit-- > 0;) roots_[bit] = root = square_root(root << 32);
    cumulated_.reserve(count);
    std::uint64_t sum = 0;
    for (std::size_t rank = 0; rank < count; ++rank)
      cumulated_.push_back(sum += weight(static_cast<std::uint64_t>(rank) + 1));
  }

  std::size_t size() const { return cumulated_.size(); }
  std::size_t draw(Random& random) const {
    if (cumulated_.empty()) return 0;
    const std::uint64_t at = random.below(cumulated_.back());
    const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), at);
    return static_cast<std::size_t>(found - cumulated_.begin());
  }
  // Share of the whole that a rank has, in parts of `whole`.
  std::uint64_t share(std::size_t rank, std::uint64_t whole) const {
    const std::uint64_t below = rank == 0 ? 0 : cumulated_[rank - 1];
    const std::uint64_t weight = (cumulated_[rank] - below) >> 20;
    return weight * whole / ((cumulated_.back() >> 20) + 1);
  }

private:
  // pow() differs between C libraries in the last bit, which would be enough to pick another rank. So the
  // power is taken in fixed point: the binary logarithm bit by bit by squaring, then its exponential as a
  // product of the roots 2^-1/2, 2^-1/4, …, which come from integer square roots.
  std::uint64_t weight(std::uint64_t rank) const {
    unsigned whole = 0;
    while ((rank >> (whole + 1)) != 0) ++whole;
    std::uint64_t mantissa = rank << (31 - whole);
    std::uint64_t logarithm = static_cast<std::uint64_t>(whole) << 32;
    for (int bit = 31; bit >= 0; --bit) {
      mantissa = (mantissa * mantissa) >> 31;
      if (mantissa >= (std::uint64_t{1} << 32)) {
        mantissa >>= 1;
        logarithm |= std::uint64_t{1} << bit;
      }
    }
    const std::uint64_t power = logarithm * 11 / 10;
    std::uint64_t result = (std::uint64_t{1} << 32) - 1;
    for (std::size_t bit = 32; bit-- > 0;)
      if (((power >> bit) & 1) != 0) result = (result * roots_[bit]) >> 32;
    return (result << 20) >> (power >> 32);
  }
  static std::uint64_t square_root(std::uint64_t value) {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
      const std::uint64_t tried = root | bit;
      if (tried * tried <= value) root = tried;
    }
    return root;
  }

  std::array<std::uint64_t, 32> roots_{};
  std::vector<std::uint64_t> cumulated_;
};

} // namespace northline::generator
