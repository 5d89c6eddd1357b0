#include "facts/goal_graph.hpp"

#include "facts/sum.hpp"

namespace northline {
namespace {

/// What is needed to size the parts of one goal against each other.
struct Family {
  double total = 0; ///< of the weights that were given
  std::uint32_t parts = 0, given = 0;
};

Size part_size(const Family& f, double weight) {
  const std::uint32_t missing = f.parts - f.given;
  if (f.given == 0 || (missing == 0 && f.total == 0)) return {1.0 / f.parts, 1.0 / f.parts, true};
  if (missing == 0) return {weight / f.total, weight / f.total, true};
  if (!known(weight)) return {0, 100 / (100 + f.total), false};
  if (weight == 0) return {0, 0, false};
  return {weight / (f.total + 100.0 * missing), weight / f.total, false};
}

} // namespace

GoalGraph::GoalGraph(const View& view, const Presence& present, Cancel cancel) : rows_(view, Kind::goal) {
  Work work(cancel);
  const std::uint32_t n = rows_.size();
  std::vector<Family> families(n);
  for (std::uint32_t g = 0; g < n; ++g) {
    const Element goal = rows_.at(g);
    if (!present(goal)) continue;
    Sum total;
    for (const Edge& e : view.in(goal, Relation::refines)) {
      work.step();
      if (e.source == goal || !present(e.source)) continue;
      ++families[g].parts;
      const double weight = view.get(edge_field::refines::weight, e);
      if (!known(weight)) continue;
      ++families[g].given;
      total.add(weight);
    }
    families[g].total = total.value();
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
