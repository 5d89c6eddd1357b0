#pragma once
// What goals do to the goals above them when hindering supports count as well: sums of signed path products.
#include "facts/facts.hpp"

#include <vector>

namespace northline {

/// Between which bounds something helps and hurts a goal, over all paths to it.
struct GoalEffect {
  std::uint32_t goal; ///< row
  double helped_low, helped_high, hurt_low, hurt_high;
  /// Whatever the unknown sizes are, the harm is the greater.
  bool harmful() const { return hurt_low > helped_high; }
};

/// Reads "supports" of every present goal besides the fact goal_graph.
class SignedGoals {
public:
  SignedGoals(const View& view, const GoalGraph& goals, const Presence& present);
  bool any_negative() const { return any_negative_; }
  /// Joins circles; what follows asks for it.
  void prepare();
  /// Whether a negative support lies on a way from the goal upwards.
  bool hindered(std::uint32_t row) const { return hindered_[component_[row]]; }
  /// What pushes a goal up or down by low … high of 1.
  struct Push {
    std::uint32_t goal;
    double low, high;
    bool negative;
  };
  /// The effects of the pushes on their goals and on all goals above. False when more than `most` goals lie
  /// there: then nobody is told, because adding them up for every start would take too long.
  bool effects(std::span<const Push> pushes, std::size_t most, std::vector<GoalEffect>& out);
  /// The shortest way from a goal to another whose signs multiply to the given one; empty when there is none.
  std::vector<std::uint32_t> way(std::uint32_t from, std::uint32_t to, bool negative) const;

private:
  Grouped<Push> above_;
  std::vector<std::uint32_t> component_;
  Grouped<std::uint32_t> members_;
  std::vector<bool> hindered_, turned_; ///< by component; turned: a negative support lies inside a circle
  bool any_negative_ = false;
  struct Sum {
    double plus_low = 0, plus_high = 0, minus_low = 0, minus_high = 0;
  };
  std::vector<Sum> sums_; ///< scratch space, by component
  std::vector<bool> seen_;
};

} // namespace northline
