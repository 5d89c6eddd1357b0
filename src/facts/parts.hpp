#pragma once
// How much of a goal each of its parts is: the weights of `refines` against those of the siblings.
#include "facts/goal_graph.hpp"
#include "facts/sum.hpp"

namespace northline {

/// What is needed to size the parts of one goal against each other.
struct Family {
  double total = 0; ///< of the weights that were given
  std::uint32_t parts = 0, given = 0;
};

inline Family family_of(const View& view, Element goal, const Presence& present) {
  Family f;
  Sum total;
  for (const Edge& e : view.in(goal, Relation::refines)) {
    if (e.source == goal || !present(e.source)) continue;
    ++f.parts;
    const double weight = view.get(edge_field::refines::weight, e);
    if (!known(weight)) continue;
    ++f.given;
    total.add(weight);
  }
  f.total = total.value();
  return f;
}

/// Size of a part by its own weight, which may be unknown.
inline Size part_size(const Family& f, double weight) {
  const std::uint32_t missing = f.parts - f.given;
  if (f.given == 0 || (missing == 0 && f.total == 0)) return {1.0 / f.parts, 1.0 / f.parts, true};
  if (missing == 0) return {weight / f.total, weight / f.total, true};
  if (!known(weight)) return {0, 100 / (100 + f.total), false};
  if (weight == 0) return {0, 0, false};
  return {weight / (f.total + 100.0 * missing), weight / f.total, false};
}

} // namespace northline
