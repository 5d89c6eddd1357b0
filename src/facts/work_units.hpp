#pragma once
// Programs with their activities, as one piece of work each, and what they are said to bring.
#include "facts/goal_graph.hpp"

namespace northline {

/// A contribution of a unit to a goal; the contribution is NaN when only "positive" was said.
struct Contribution {
  std::uint32_t other; ///< by unit: the goal's row; by goal: the unit's row
  double contribution; ///< -100 … 100, never 0
  bool positive() const { return !(contribution < 0); }
  bool known() const { return contribution == contribution; }
};

/// Work rows: programs first, then activities. A unit is a present program, or a present activity that
/// belongs to no program; an activity with a home stands under it.
class WorkUnits {
public:
  static constexpr std::string_view name = "fact work_units";
  static constexpr std::string_view reads[] = {"status", ">part_of", ">contributes_to",
                                               ">contributes_to.contribution"};
  WorkUnits(const View& view, const Presence& present, const GoalGraph& goals, Cancel cancel);

  std::uint32_t size() const { return programs_.size() + activities_.size(); }
  std::uint32_t program_count() const { return programs_.size(); }
  bool is_program(std::uint32_t row) const { return row < programs_.size(); }
  Element element(std::uint32_t row) const {
    return row < programs_.size() ? programs_.at(row) : activities_.at(row - programs_.size());
  }
  /// Row of a program or activity, present or not.
  std::uint32_t row_of_program(Element e) const { return programs_.of(e); }
  std::uint32_t row_of_activity(Element e) const { return programs_.size() + activities_.of(e); }
  /// Row of the program the work belongs to, or no_row.
  std::uint32_t home(std::uint32_t row) const { return home_[row]; }
  /// The unit that the work counts in: itself, or for an activity its home. no_row when absent.
  std::uint32_t unit(std::uint32_t row) const {
    if (row < programs_.size() || home_[row] == no_row) return present_[row] ? row : no_row;
    return home_[row];
  }
  bool is_unit(std::uint32_t row) const { return unit(row) == row; }
  /// Present activities, and programs, whose home is this program.
  std::span<const std::uint32_t> inside(std::uint32_t program_row) const { return inside_[program_row]; }
  /// Calls f(row) for the unit itself, its activities, and the programs inside it with theirs.
  template <class F> void each_member(std::uint32_t unit, F&& f) const {
    f(unit);
    if (unit >= programs_.size()) return;
    bool nested = false;
    for (const std::uint32_t row : inside_[unit]) {
      f(row);
      nested = nested || row < programs_.size();
    }
    if (!nested) return;
    std::vector<std::uint32_t> open;
    for (const std::uint32_t row : inside_[unit])
      if (row < programs_.size()) open.push_back(row);
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      for (const std::uint32_t row : inside_[at]) {
        f(row);
        if (row < programs_.size()) open.push_back(row);
      }
    }
  }
  /// Contributions of a unit, negative ones too.
  std::span<const Contribution> to_goals(std::uint32_t unit) const { return to_goals_[unit]; }
  /// Positive contributions to a goal.
  std::span<const Contribution> to_goal(std::uint32_t goal_row) const { return to_goal_[goal_row]; }

private:
  Rows programs_, activities_;
  std::vector<std::uint8_t> present_;
  std::vector<std::uint32_t> home_;
  Grouped<std::uint32_t> inside_;
  Grouped<Contribution> to_goals_, to_goal_;
};

} // namespace northline
