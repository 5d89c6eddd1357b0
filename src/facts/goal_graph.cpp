#include "facts/goal_graph.hpp"

#include "facts/parts.hpp"

namespace northline {

GoalGraph::GoalGraph(const View& view, const Presence& present, Cancel cancel) : rows_(view, Kind::goal) {
  Work work(cancel);
  const std::uint32_t n = rows_.size();
  std::vector<Family> families(n);
  for (std::uint32_t g = 0; g < n; ++g) {
    if (!present(rows_.at(g))) continue;
    work.step();
    families[g] = family_of(view, rows_.at(g), present);
  }
  above_ = Grouped<GoalEdge>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) {
      const Element goal = rows_.at(g);
      if (!present(goal)) continue;
      work.step();
      for (const Edge& e : view.out(goal, Relation::refines)) {
        if (e.target == goal || !present(e.target)) continue;
        const std::uint32_t parent = rows_.of(e.target);
        const Size s = part_size(families[parent], view.get(edge_field::refines::weight, e));
        emit(g, GoalEdge{parent, s.known, s.low, s.high});
      }
      for (const Edge& e : view.out(goal, Relation::supports)) {
        if (e.target == goal || !present(e.target) || !view.is(e.target, Kind::goal)) continue;
        const Quantity c = view.get(edge_field::supports::contribution, e);
        if (!c.known())
          emit(g, GoalEdge{rows_.of(e.target), false, 0, 1});
        else if (c.point() > 0)
          emit(g, GoalEdge{rows_.of(e.target), true, c.point() / 100, c.point() / 100});
      }
    }
  });
  below_ = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g)
      for (const GoalEdge& e : above_[g]) emit(e.goal, g);
  });
  const auto targets = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g)
      for (const GoalEdge& e : above_[g]) emit(g, e.goal);
  });
  const std::uint32_t count = strong_components(targets, component_, cancel);
  members_ = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) emit(component_[g], g);
  });
  for (std::uint32_t g = 0; g < n; ++g)
    if (!present(rows_.at(g))) component_[g] = no_row;
}

} // namespace northline
