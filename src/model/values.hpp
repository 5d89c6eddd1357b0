#pragma once
// Values as analyses read them. Unknown is a value of its own everywhere; nothing defaults to zero.
#include "base/date.hpp"
#include "model/registry.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace northline {

/// An element of a strategy: a handle that stays valid through edits and is never reused.
using Element = std::uint32_t;
inline constexpr Element no_element = 0xFFFFFFFFU;
/// The root, of kind `strategy`.
inline constexpr Element root_element = 0;

/// A handle whose kind is known at compile time.
template <Kind K> struct ElementOf {
  Element index;
  constexpr operator Element() const { return index; }
};

inline constexpr double unknown_number = std::numeric_limits<double>::quiet_NaN();
inline bool known(double x) { return !std::isnan(x); }

/// A number with its range; `low == likely == high` when it was written as one number.
/// Triangular when `likely` was given, else uniform; the point value is then the middle.
struct Quantity {
  double low = unknown_number, likely = unknown_number, high = unknown_number;
  bool given = false; ///< written in the document, though perhaps not usable (money without a rate)
  bool known() const { return !std::isnan(likely); }
  bool exact() const { return low == high; }
  double point() const { return likely; }
  double point_or(double other) const { return known() ? likely : other; }
};

enum class Maybe : std::uint8_t { unknown, no, yes };

/// A structured value as it stands in the document's text; empty when absent.
struct Raw {
  std::string_view text; ///< the whole text that `at` lies in
  std::uint32_t at = 0;
  bool known() const { return at != 0; }
};

/// A set of values of an enumeration.
template <class E> struct ChoiceSet {
  std::uint32_t bits = 0;
  bool has(E e) const { return (bits >> static_cast<unsigned>(e) & 1U) != 0; }
  bool known() const { return bits != 0; }
};

} // namespace northline
