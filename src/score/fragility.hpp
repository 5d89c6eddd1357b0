#pragma once
// What the overall score loses without each element.
#include "score/score.hpp"

namespace northline {

struct Loss {
  Element element;               ///< of Fragility::view
  double score, lower;           ///< overall without it; the score is NaN where nobody can say
  double score_loss, lower_loss; ///< below 0: the plan scores higher without it
};

struct FragilityOptions {
  Date as_of; ///< unknown: the document's
  Cancel cancel;
  Progress* progress = nullptr; ///< in elements
  std::size_t threads = 1;      ///< the result does not depend on it
  KindSet kinds = ~KindSet{0};  ///< elements that are tried
  /// Each element costs as many steps as there are elements and relations; more in all is refused.
  std::uint64_t steps = 1'000'000'000;
};

struct Fragility {
  View view; ///< the strategy; an edited one is written and read again, so elements may have other numbers
  Date as_of;
  Bounded overall;
  /// Every element that is present, whatever hurts most first: by the lower bound's loss, then the score's,
  /// then in the order of the document.
  std::vector<Loss> losses;
};

/// Deletes each element with all relations that end at it and scores again, so every number is exact.
/// Throws Error(limit | cancelled | configuration).
Fragility fragility(const View&, const FragilityOptions& = {});

} // namespace northline
