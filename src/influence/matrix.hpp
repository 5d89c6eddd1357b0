#pragma once
// What every program and activity brings of every goal.
#include "influence/effects.hpp"

#include <memory>
#include <span>

namespace northline {

/// Numbers that are written before they are read: clearing them first would cost as much as filling them.
class RawNumbers {
public:
  RawNumbers() = default;
  explicit RawNumbers(std::size_t size) : size_(size), numbers_(size ? new double[size] : nullptr) {}
  double* data() { return numbers_.get(); }
  const double* data() const { return numbers_.get(); }
  std::size_t size() const { return size_; }
  /// Forgets the end.
  void shorten(std::size_t size) { size_ = size; }
  std::span<const double> span() const { return {numbers_.get(), size_}; }

private:
  std::size_t size_ = 0;
  std::unique_ptr<double[]> numbers_;
};

struct InfluenceMatrix {
  std::vector<Element> rows;    ///< present programs, then activities, in the order of the document
  std::vector<Element> columns; ///< present goals
  /// Dense: values[row * columns + column]. Sparse: those of row r are at first[r] … first[r + 1] - 1, with
  /// their columns in rising order; what is not listed is 0. Chosen by which way the goals are reached:
  /// sparse where fewer than a tenth of the entries are other than 0.
  bool sparse = false;
  RawNumbers values;       ///< NaN: nobody can say
  RawNumbers lower, upper; ///< empty when every value is exact; infinite behind a refused circle
  std::vector<std::uint64_t> first;
  std::vector<std::uint32_t> column;
  bool exact() const { return lower.size() == 0 && upper.size() == 0; }
  std::uint64_t entries() const { return values.size(); }
};

enum class MatrixForm : std::uint8_t { automatic, dense, sparse };

struct MatrixOptions {
  Cancel cancel;
  MatrixForm shape = MatrixForm::automatic;
  std::uint64_t entries = 100'000'000; ///< at most as many are made, in the result and on the way to it
};

/// Throws Error(limit | cancelled).
InfluenceMatrix influence_matrix(const LinkGraph&, const MatrixOptions& = {});

/// Work that helps and hurts the same goal, by different ways.
struct InfluenceConflict {
  Element work, goal;
  Effect effect; ///< of the work on the goal
};
struct InfluenceConflicts {
  std::uint64_t count = 0;
  /// The first of them: those where most is lost, that is, where the lesser of what helps and what hurts is
  /// greatest; those whose sizes nobody knows come last.
  std::vector<InfluenceConflict> worst;
};
InfluenceConflicts conflicts(const LinkGraph&, std::size_t most = 100, const MatrixOptions& = {});

} // namespace northline
