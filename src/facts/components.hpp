#pragma once
// Strongly connected components: what waits for itself, supports itself or is a part of itself.
#include "base/cancel.hpp"
#include "facts/rows.hpp"

namespace northline {

using RelationSet = std::uint64_t;
static_assert(relation_count <= 64);
template <class... Rs> constexpr RelationSet relation_set(Rs... rs) {
  return (0ULL | ... | (1ULL << static_cast<unsigned>(rs)));
}

/// The component of every row of a graph, numbered so that an edge between components leads to a smaller
/// number. Returns how many there are. O(rows + edges), no recursion.
std::uint32_t strong_components(const Grouped<std::uint32_t>& edges, std::vector<std::uint32_t>& component,
                                Cancel cancel);

/// Circles in a set of relations, over all elements that are alive, whatever their status.
class Components {
public:
  static constexpr std::string_view name = "fact components";
  Components() = default;
  Components(const View& view, RelationSet relations, Cancel cancel);

  /// Components of more than one element, and single elements with a relation to themselves.
  std::uint32_t size() const { return members_.rows(); }
  /// In rising order of their handles.
  std::span<const Element> members(std::uint32_t component) const { return members_[component]; }
  /// The component the element lies in, or no_row.
  std::uint32_t of(Element e) const;
  bool on_cycle(Element e) const { return of(e) != no_row; }

private:
  Grouped<Element> members_;
  std::vector<std::pair<Element, std::uint32_t>> of_; // sorted; most strategies have no circle at all
};

} // namespace northline
