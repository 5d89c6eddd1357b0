#pragma once
// Linear equations x = W x + r for circles of goals, solved by taking one unknown out after the other.
#include "base/cancel.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace northline {

/// W as rows of (column, value); each column at most once in a row, columns rising.
using SparseRow = std::vector<std::pair<std::uint32_t, double>>;
using SparseRows = std::vector<SparseRow>;
/// Puts the columns of a row in order and adds up what stands several times.
void tidy(SparseRow&);

/// Unknowns are taken out in the order of how many they touch (Markowitz), without exchanging rows: I - W has
/// no need of it when the absolute values of W have a spectral radius below 1 (an H-matrix).
class Elimination {
public:
  /// Throws Error(limit) when the equations fill in beyond `steps`.
  explicit Elimination(SparseRows w, Cancel cancel = {}, std::uint64_t steps = 400'000'000);

  /// For W without negative values: whether the spectral radius is below 1. I - W is then an M-matrix, and a
  /// matrix of its signs is one just when every pivot is positive.
  bool fades() const { return fades_; }
  std::size_t size() const { return order_.size(); }
  /// `block` holds `width` right-hand sides, an unknown's numbers side by side; the solutions replace them.
  void solve(double* block, std::size_t width) const;

private:
  struct Step {
    std::uint32_t unknown;
    double pivot;
    std::vector<std::pair<std::uint32_t, double>> row;    ///< of unknowns taken out later
    std::vector<std::pair<std::uint32_t, double>> column; ///< rows of unknowns taken out later
  };
  std::vector<Step> order_;
  bool fades_ = true;
};

} // namespace northline
