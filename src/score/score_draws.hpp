#pragma once
// Many alignment scores at once that differ in some of the document's ranges. Most draws are replays of a few
// recordings of the score (score/trace.hpp); what none of them fits is scored on its own.
#include "facts/load.hpp"
#include "score/score.hpp"
#include "score/trace.hpp"
#include "score/uncertainty.hpp"

#include <memory>
#include <span>

namespace northline {

/// Whether the score reads the attribute of a kind or of a relation, which may be a range.
bool scored_attribute(Kind, std::string_view attribute);
bool scored_attribute(Relation, std::string_view attribute);

/// The strategy with a number in place of every range, in the order of the inputs; those that are no ranges
/// are passed over. The text is not changed. Precondition: the view has no overlay.
View with_drawn(const View&, std::span<const UncertainInput>, std::span<const double> values);

/// Where the results of up to `ScoreDraws::block` draws go.
struct ScoreColumns {
  std::span<double* const> goals; ///< score of each scored goal, in the order of the result
  double* overall;
  double* money; ///< asked for
  double* hours;
};

/// What is found out once and shared by all threads. Which draw is replayed from which recording depends on
/// nothing but the document and the draws that it learned from.
class ScoreModel {
public:
  static constexpr std::size_t block = 256;

  /// `base` is the score with every number at its likely value.
  ScoreModel(const View&, std::span<const UncertainInput>, const ScoreOptions&, const ScoreResult& base);
  /// Inputs that the score reads; rows of the draws below stand for them in this order.
  std::span<const std::uint32_t> inputs() const { return read_; }
  /// Records the score where the draws need it. `x` holds `count` draws of each row.
  void learn(const double* x, std::size_t count);
  std::size_t trace_count() const { return traces_.size(); }

private:
  friend class ScoreDraws;
  Trace record(const View&) const;
  void find_totals(const View&);

  View view_;
  std::span<const UncertainInput> all_;
  ScoreOptions options_;
  const ScoreResult& base_;
  std::vector<std::uint32_t> read_;
  std::vector<NumberId> numbers_; ///< by row
  std::vector<Trace> traces_;     ///< a draw belongs to the first that fits

  // Money and hours asked for are sums, linear in most of what they are made of.
  struct Slope {
    std::size_t row;
    double likely, money, hours;
  };
  std::vector<Slope> slopes_;
  std::vector<std::size_t> curved_; ///< rows of which they are no linear function
};

/// Belongs to one thread. The model has to stay.
class ScoreDraws {
public:
  static constexpr std::size_t block = ScoreModel::block;
  explicit ScoreDraws(const ScoreModel&);
  /// Scores n draws: x[row * block + k] is the number of a row in draw k. Where `same[k]` is set, the draw is
  /// the document's own score.
  void run(const double* x, std::size_t n, const std::uint8_t* same, const ScoreColumns& out);

private:
  friend class ScoreModel;
  void set(const double* x, std::size_t stride, std::size_t k);
  void scores(const double* x, std::size_t n, const std::uint8_t* same, const ScoreColumns& out);
  void totals(const double* x, std::size_t n, const ScoreColumns& out);

  const ScoreModel* model_;
  std::shared_ptr<Snapshot> snapshot_; ///< a copy whose ranges are drawn numbers; made when it is needed
  std::optional<View> view_;
  std::vector<Replayer> replayers_;
  std::vector<double> gathered_, results_;
  std::vector<std::uint32_t> open_, still_open_;
  std::vector<std::uint8_t> held_;
};

} // namespace northline
