#pragma once
// Random numbers without a state: Philox4x32-10 of Salmon, Moraes, Dror and Shaw ("Parallel random numbers:
// as easy as 1, 2, 3", 2011). A number is a pure function of a key and a counter, so any thread can make any
// of them in any order, on every platform the same.
#include <array>
#include <cstdint>

namespace northline {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

namespace philox {
inline constexpr std::uint32_t multiply0 = 0xD2511F53U, multiply1 = 0xCD9E8D57U;
inline constexpr std::uint32_t weyl0 = 0x9E3779B9U, weyl1 = 0xBB67AE85U;
inline constexpr unsigned rounds = 10;
} // namespace philox

inline PhiloxCounter philox4x32(PhiloxCounter c, PhiloxKey k) {
  for (unsigned r = 0; r < philox::rounds; ++r) {
    const std::uint64_t a = std::uint64_t{philox::multiply0} * c[0],
                        b = std::uint64_t{philox::multiply1} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(a)};
    k[0] += philox::weyl0;
    k[1] += philox::weyl1;
  }
  return c;
}

/// A number strictly between 0 and 1: the middle of one of 2^52 equal pieces, exact as a double.
inline double between_0_and_1(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

/// The number that belongs to a draw and an input of it: counter (draw, input), key = seed.
inline double random_number(std::uint64_t seed, std::uint64_t draw, std::uint32_t input) {
  const PhiloxCounter x =
      philox4x32({static_cast<std::uint32_t>(draw), static_cast<std::uint32_t>(draw >> 32), input, 0},
                 {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  return between_0_and_1(x[0], x[1]);
}

} // namespace northline
