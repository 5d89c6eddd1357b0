#pragma once
// Why a score moves with a number as it does: the chain rule, from the number up to the score.
#include "score/explain.hpp"
#include "score/gradient.hpp"

namespace northline {

struct SlopeTree {
  ScoreNode tree;   ///< places are those of the view's text
  double value = 0; ///< of the number as it is written
  Number number;    ///< the cell it belongs to
};

/// The slope of the number that is written at the pointer, as gradient() and the share of the number in its
/// cell give it: the sum, over whatever the number enters, of the slope of that times how it moves with the
/// number. What was unfolded once stands with its slope where it is met again, so the tree grows with what
/// the number enters and not with the ways upwards. Throws Error(not_found) where no number of the score
/// stands.
SlopeTree explain_slope(const View&, const GradientOptions&, const std::string& pointer);

} // namespace northline
