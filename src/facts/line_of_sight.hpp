#pragma once
// How goals stand to the top: the visions, or the missions where there is no vision.
#include "facts/goal_graph.hpp"

namespace northline {

/// Sums of positive and of negative path products from a goal to the tops.
struct Sight {
  double positive_low = 0, positive_high = 0, negative_low = 0, negative_high = 0;
  bool positive = false; ///< a path of positive product exists
  bool negative = false; ///< a path of negative product exists
  bool unsized = false;  ///< an unknown size lies on some path
  bool circular = false; ///< it lies in a circle of goals
};

class LineOfSight {
public:
  static constexpr std::string_view name = "fact line_of_sight";
  static constexpr std::string_view reads[] = {"status", ">supports", ">supports.contribution", ">refines"};
  LineOfSight(const View& view, const Presence& present, const GoalGraph& goals, Cancel cancel);

  /// False when there is neither a vision nor a mission: then nobody can say.
  bool has_tops() const { return has_tops_; }
  /// Precondition: a present goal.
  const Sight& of(Element goal) const { return sights_[goals_->rows().of(goal)]; }
  const Sight& of_row(std::uint32_t goal_row) const { return sights_[goal_row]; }
  /// Whether the goal leads to a top along positive paths.
  bool in_sight(Element goal) const { return of(goal).positive; }

private:
  const GoalGraph* goals_;
  bool has_tops_ = false;
  std::vector<Sight> sights_;
};

} // namespace northline
