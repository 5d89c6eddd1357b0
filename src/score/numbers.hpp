#pragma once
// The numbers of a document that scores are computed from, numbered densely, so that arrays over them need no
// look-ups: what a gradient is taken to and what Monte Carlo draws.
#include "score/score.hpp"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace northline {

/// Where such numbers stand. Numbers that only decide which rule applies (an influence that is looked at from
/// 0.5 on, members of a group, the figures of metrics, dates) are not among them; a score does not move with
/// them, it jumps.
enum class NumberColumn : std::uint8_t {
  // attributes of elements
  goal_importance,
  goal_reach_needed,
  goal_lag,
  insight_intensity,
  stakeholder_influence,
  resource_capacity,
  resource_committed,
  resource_slack,
  program_duration,
  activity_hours_each,
  activity_per_week, ///< the cadence's `per_week`
  capability_maturity,
  capability_required,
  // what relations say
  supports,
  refines,
  contributes_to,
  addresses,
  serves,
  present_on,
  reaches,
  uses,
  consumes_hours,
  consumes_money,
  needs,
  depends_on,
  // what the document says under `scoring`
  parameter,
  count_
};
inline constexpr unsigned number_columns = static_cast<unsigned>(NumberColumn::count_);
inline constexpr NumberColumn first_edge_column = NumberColumn::supports;

/// Members of `scoring` that are numbers and enter a score smoothly, in the order of the column `parameter`:
/// the ten weights, then these.
enum class ScoringNumber : std::uint8_t {
  no_findings = dimension_count,
  late_assessment,
  validity_days,
  slack_worth,
  group_owner,
  no_outcome,
  leaf_culture,
  leaf_leadership,
  leaf_governance,
  leaf_technology,
  own_share,
  count_
};

/// A number's dense id. 0 is no number.
using NumberId = std::uint32_t;

/// One number as people see it. Of a range this is the point the score takes: `likely`, or the middle.
struct Number {
  NumberId id = 0;
  NumberColumn column{};
  Element element = no_element; ///< source of a relation; the root for `scoring`
  Element target = no_element;  ///< of a relation
  double low = unknown_number, value = unknown_number, high = unknown_number;
};

/// All numbers of one view. O(1) both ways between id and place. Valid as long as the view.
class Numbers {
public:
  explicit Numbers(const View&);

  /// One more than the greatest id. Ids of cells that nobody wrote are among them.
  std::uint32_t limit() const { return first_[number_columns]; }
  NumberId of(NumberColumn c, Element e) const {
    const View::Where w = view_->where(e);
    const Kind k = w.home->kind(w.local);
    return first_[static_cast<unsigned>(c)] + (w.home == base_ ? 0U : base_count_[static_cast<unsigned>(c)]) +
           (w.local - w.home->first(k));
  }
  NumberId of(NumberColumn c, const Edge& e) const {
    return first_[static_cast<unsigned>(c)] + (e.home == base_ ? 0U : base_count_[static_cast<unsigned>(c)]) +
           e.index;
  }
  NumberId of(ScoringNumber s) const {
    return first_[static_cast<unsigned>(NumberColumn::parameter)] + static_cast<unsigned>(s);
  }
  NumberId weight_of(Dimension d) const {
    return first_[static_cast<unsigned>(NumberColumn::parameter)] + static_cast<unsigned>(d);
  }
  /// Whether `scoring` writes this weight or parameter; what it leaves out is no number of the document.
  bool written(NumberId parameter) const {
    return (scoring_written_ >> (parameter - first_[static_cast<unsigned>(NumberColumn::parameter)]) & 1U) !=
           0;
  }

  /// Every number that is written and usable, in the order of ids.
  std::vector<Number> all() const;
  Number at(NumberId) const; ///< value NaN: nothing is written there
  /// Whether with_values() can change it: everything but `per_week` and `scoring`, which are read as text.
  bool settable(NumberId id) const {
    return id < first_[static_cast<unsigned>(NumberColumn::parameter)] &&
           column_of(id) != NumberColumn::activity_per_week;
  }

  const View& view() const { return *view_; }
  /// Row of the cell in its column's table.
  std::uint32_t row_of(NumberId id) const {
    const unsigned c = static_cast<unsigned>(column_of(id));
    const std::uint32_t row = id - first_[c];
    return row < base_count_[c] ? row : row - base_count_[c];
  }

private:
  NumberColumn column_of(NumberId) const;
  const View* view_;
  const Snapshot *base_, *delta_; ///< delta: null without an overlay
  std::array<std::uint32_t, number_columns + 1> first_{};
  std::array<std::uint32_t, number_columns> base_count_{};
  std::uint32_t scoring_written_ = 0;
};

/// The same strategy with other values in some cells; ids stay what they are. The text is not changed, so
/// this is for scoring, not for writing. A range that is set becomes the plain number.
/// Throws Error(invalid_argument) for a view with an overlay and for a number that is not settable.
View with_values(const View&, std::span<const NumberId>, std::span<const double> values);

/// A number of the document's text and its share in a cell: d(cell)/d(number).
struct WrittenNumber {
  std::string pointer;
  double value;
  double factor; ///< 1 for a plain number and a `likely`; ½ for both ends of a range without one
};
/// Finds the numbers of cells in the text. Relations of one element are looked up once for all cells in a
/// row, so that asking in the order of ids takes time in proportion to the text.
class NumberPlaces {
public:
  explicit NumberPlaces(const View&);
  const Numbers& numbers() const { return numbers_; }
  std::vector<WrittenNumber> of(const Number&);

private:
  void gather(Element, Relation);
  Numbers numbers_;
  std::string home_; ///< the document's currency
  Element element_ = no_element;
  Relation relation_{};
  std::unordered_map<std::string, std::vector<std::size_t>> payloads_; ///< by target
  std::unordered_map<std::string, std::uint32_t> ranks_;               ///< first edge by target
};
/// The numbers in the text that make up a cell: one, or both ends of a range without `likely`, and the rate
/// of an amount in foreign money.
std::vector<WrittenNumber> written_numbers(const View&, const Number&);
/// How the column's attribute is called: "importance", "contribution", "hours_per_week" …; for a number of
/// `scoring` its name.
std::string number_name(const Numbers&, const Number&);
/// The relation's name for numbers of relations; else empty.
std::string_view number_relation(NumberColumn);

} // namespace northline
