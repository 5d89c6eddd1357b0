#pragma once
// How a score moves with every number of the document: one scoring, recorded, and one pass back over it.
#include "score/numbers.hpp"
#include "score/trace.hpp"

#include <vector>

namespace northline {

struct GradientOptions {
  ScoreOptions score;
  Element goal = no_element;   ///< whose score; no_element: the overall one
  TraceOf of = TraceOf::score; ///< or its lower or upper bound
};

struct Slope {
  Number number;
  double slope = 0; ///< d score / d number, per unit of the number
};

struct Gradient {
  Bounded value;             ///< what the slopes are of
  std::vector<Slope> slopes; ///< in the order of ids; numbers that are read but do not matter have 0
  ScoreResult scores;        ///< of the same strategy
  std::vector<double> goals; ///< how much the value moves with the score of each goal, in the result's order
};

/// Slopes are one-sided where the score has a kink: a bound that the definition sets (0, 1, a capacity that
/// is enough) counts as flat, and of equals the first counts. Takes less than five scorings' time. Throws
/// Error(not_found) for a goal that is not scored.
Gradient gradient(const View&, const GradientOptions& = {});

} // namespace northline
