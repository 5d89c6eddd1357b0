#pragma once
// How goals hang together: which goal is directly below which, and how much of it it is said to be.
#include "facts/components.hpp"

namespace northline {

/// How much of something; known, or somewhere in low … high.
struct Size {
  double low, high;
  bool known;
};

/// A goal directly below another: it refines it or supports it positively.
struct GoalEdge {
  std::uint32_t goal; ///< row of the goal at the other end
  bool known;
  double low, high; ///< size of the edge, 0 … 1
};

/// Present goals and the edges "directly below" between them (docs/scores-definition.md, section 3).
class GoalGraph {
public:
  static constexpr std::string_view name = "fact goal_graph";
  static constexpr std::string_view reads[] = {"status", ">supports", ">supports.contribution", ">refines",
                                               ">refines.weight"};
  GoalGraph(const View& view, const Presence& present, Cancel cancel);

  const Rows& rows() const { return rows_; }
  std::span<const GoalEdge> above(std::uint32_t row) const { return above_[row]; }
  std::span<const std::uint32_t> below(std::uint32_t row) const { return below_[row]; }
  /// Goals in one component are below each other. An edge leads from a component to one of smaller number.
  std::uint32_t component(std::uint32_t row) const { return component_[row]; }
  std::uint32_t component_count() const { return members_.rows(); }
  std::span<const std::uint32_t> members(std::uint32_t component) const { return members_[component]; }

private:
  Rows rows_;
  Grouped<GoalEdge> above_;
  Grouped<std::uint32_t> below_;
  std::vector<std::uint32_t> component_; ///< no_row: the goal is absent
  Grouped<std::uint32_t> members_;
};

} // namespace northline
