#pragma once
// How well a strategy hangs together: ten dimensions by goal, and what follows from them.
// The numbers are defined in docs/scores-definition.md.
#include "base/cancel.hpp"
#include "base/progress.hpp"
#include "facts/facts.hpp"
#include "facts/spending.hpp"
#include "model/view.hpp"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace northline {

/// The dimensions, in the order in which they are told.
enum class Dimension : std::uint8_t {
  direction,
  need,
  grounding,
  audience,
  means,
  measurement,
  accountability,
  governance,
  readiness,
  timing,
  count_
};
inline constexpr unsigned dimension_count = static_cast<unsigned>(Dimension::count_);
std::string_view dimension_name(Dimension);
/// A few words for people who have not read the definition.
std::string_view dimension_text(Dimension);

/// A number between 0 and 1 that may depend on what nobody wrote down.
struct Bounded {
  double score = unknown_number; ///< NaN: nobody can say
  double lower = 0, upper = 1;
  double known = 0; ///< share of the score that rests on what is written
  bool exact() const { return lower == upper; }
};

/// How the parts of a goal's score are put together.
enum class Aggregate : std::uint8_t { mean, weakest, power };

/// Parameters with their defaults; `scoring.parameters` in the document overrides them by name.
struct ScoreParameters {
  double no_findings = 0.5;
  double late_assessment = 0.5;
  double validity_days = 365;
  double slack_worth = 0.5;
  double group_owner = 0.5;
  double opposition_influence = 0.5;
  double no_outcome = 0.5;
  std::array<double, 4> leaves = {3, 3, 3, 1}; ///< culture, leadership, governance, technology
  double own_share = 0.5;
  double sound_at = 0.5;
  using Topics = ChoiceSet<choice::topic>;
  Topics every, online_talk, paid, personal_data;

  std::array<double, dimension_count> weights; ///< of the dimensions
  Aggregate aggregate = Aggregate::mean;
  double power = 1;
  ScoreParameters();
};
/// The defaults with what the document's `scoring` says; what it says wrongly is left at its default.
ScoreParameters score_parameters(const View&);

class GoalScore {
public:
  Element goal = no_element;
  Bounded score;
  bool sound = false;
  std::int8_t weakest = -1; ///< a dimension, or -1

  bool applies(Dimension d) const { return (applicable_ & bit(d)) != 0; }
  /// Precondition: the dimension applies.
  Bounded operator[](Dimension d) const {
    if ((open_ & bit(d)) != 0) return open_values_[rank(d)];
    const double x = values_[static_cast<unsigned>(d)];
    return {x, x, x, 1};
  }
  /// Dimensions are set in their order, each once.
  void set(Dimension d, const Bounded& v) {
    applicable_ |= bit(d);
    values_[static_cast<unsigned>(d)] = v.score;
    if (v.score == v.lower && v.lower == v.upper && v.known == 1) return;
    open_ |= bit(d);
    open_values_.push_back(v);
  }

private:
  static constexpr std::uint16_t bit(Dimension d) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(d));
  }
  std::size_t rank(Dimension d) const {
    return static_cast<std::size_t>(__builtin_popcount(open_ & (bit(d) - 1U)));
  }
  // Most values are exact, and there are ten for every goal: bounds are kept only where there are any.
  std::uint16_t applicable_ = 0, open_ = 0;
  std::array<double, dimension_count> values_{};
  std::vector<Bounded> open_values_;
};

struct ScoreResult {
  Date as_of;
  Bounded overall;
  std::int8_t weakest = -1;      ///< a dimension, or -1
  double sound = unknown_number; ///< share of the goals by importance
  std::vector<GoalScore> goals;  ///< scored goals, in the order of the document
  AlignedSpend money, hours;
  const GoalScore* find(Element goal) const; ///< null: not scored
};

struct ScoreOptions {
  Date as_of; ///< unknown: the document's
  Cancel cancel;
  Progress* progress = nullptr; ///< in goals scored
  /// The most steps that walks through the goals below goals may take together; more is refused.
  std::uint64_t closure_steps = 300'000'000;
  Facts* facts = nullptr; ///< of the same view, kept from other analyses; null: worked out and let go again
};

/// Scores the strategy. Order of elements and relations does not matter to a single bit.
/// Throws Error(cancelled | limit).
ScoreResult score(const View&, const ScoreOptions& = {});

} // namespace northline
