#pragma once
// What one element brings of another: the sum over all ways from one to the other of the product of sizes.
#include "influence/links.hpp"

#include <limits>

namespace northline {

struct Effect {
  Element element = no_element; ///< at the other end
  double value = 0;             ///< NaN: nobody can say
  double lower = 0, upper = 0;  ///< where sizes are ranges or unknown; infinite behind a refused circle
  double helps = 0, hurts = 0;  ///< the value's two parts, both at least 0
  bool positive = false;        ///< some way there helps
  bool negative = false;        ///< some way there hurts
  bool unsized = false;         ///< a size that nobody wrote lies on some way
  bool circular = false;        ///< a refused circle lies on some way
  bool conflict() const { return positive && negative; }
};

/// What the element brings of every other that it reaches, in the order of the document.
/// Throws Error(limit | cancelled).
std::vector<Effect> effects_from(const LinkGraph&, Element from, Cancel = {});
/// What every other element brings of this one.
std::vector<Effect> effects_to(const LinkGraph&, Element to, Cancel = {});

} // namespace northline
