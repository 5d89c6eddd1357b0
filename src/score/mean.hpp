#pragma once
// Arithmetic of values with bounds (docs/scores-definition.md, section 2).
#include "facts/sum.hpp"
#include "score/score.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace northline {

inline Bounded exactly(double x) { return {x, x, x, 1}; }
inline Bounded unknown_in(double lower, double upper) { return {unknown_number, lower, upper, 0}; }
inline double clamp(double x, double low, double high) { return std::min(std::max(x, low), high); }
/// The score held inside its own bounds.
inline Bounded held(Bounded v) {
  if (known(v.score)) v.score = clamp(v.score, v.lower, v.upper);
  return v;
}
/// Where nothing is left open the value is exact, whatever it was made of.
inline Bounded determined(const Bounded& v) { return v.lower == v.upper ? exactly(v.lower) : held(v); }

/// A weight with the range it may lie in; a given one has no range.
struct Weight {
  double low, high, point;
  bool given;
};
inline Weight given_weight(double w) { return {w, w, w, true}; }

/// Weights of one mean as they were written (NaN: not given). Nobody gave one: all equal. Else an unknown
/// one is the mean of the given ones, and for the bounds anything up to `top`.
void weights_of(std::span<const double> written, double top, std::vector<Weight>& weights);

/// The least or greatest weighted mean of the values that any choice of the unknown weights gives.
double extreme_mean(std::span<const double> values, std::span<const Weight> weights, bool least);

/// The mean of parts whose order must not matter. Precondition: at least one part.
Bounded weighted_mean(std::span<const Bounded> parts, std::span<const Weight> weights);

/// The plain mean of parts whose order must not matter. Precondition: at least one part.
Bounded plain_mean(std::span<const Bounded> parts);

/// The same of a few parts that always come in the same order, with weights that are all given.
Bounded mean_in_order(std::span<const Bounded> parts, std::span<const double> weights);

} // namespace northline
