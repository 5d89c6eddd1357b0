#pragma once
// Many alignment scores at once that differ in some of the document's ranges.
#include "score/score.hpp"
#include "score/uncertainty.hpp"

#include <memory>
#include <span>

namespace northline {

/// Whether the score reads the attribute at all; which, for relations too, `>` before the relation's name.
bool scored_attribute(Kind, std::string_view attribute);
bool scored_attribute(Relation, std::string_view attribute);

/// What of a score the draws look at.
struct ScoreColumns {
  std::span<double* const> goals; ///< score of each scored goal, in the order of the result
  double* overall;
  double* money;
  double* hours;
};

/// Belongs to one thread.
class ScoreDraws {
public:
  ScoreDraws(const View&, std::span<const UncertainInput>, const ScoreOptions&);
  /// Scores n times: `inputs[i][k]` is input i the k-th time, null where it is not drawn; where `same[k]` is
  /// set, the k-th time is the document's own score, `base`.
  void run(const double* const* inputs, std::size_t n, const std::uint8_t* same, const ScoreResult& base,
           const ScoreColumns& out);

private:
  std::shared_ptr<Snapshot> snapshot_; ///< a copy whose ranges are drawn numbers
  View view_;
  std::span<const UncertainInput> inputs_;
  std::vector<std::uint32_t> read_; ///< inputs that the score may depend on
  ScoreOptions options_;
};

} // namespace northline
