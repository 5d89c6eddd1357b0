#pragma once
// Single points of failure: elements without which a goal is cut off from all work, or from the top.
#include "influence/links.hpp"

namespace northline {

/// Immediate dominators of a graph by the simple method of Lengauer and Tarjan (1979): the last node that
/// every way from `root` to a node comes by. no_row for the root and for nodes it does not reach.
/// O(edges · log nodes), no recursion.
std::vector<std::uint32_t> dominators(const Grouped<std::uint32_t>& out, std::uint32_t root, Cancel = {});

struct Bottleneck {
  Element element;
  std::vector<Element> from_work; ///< goals that no helping work would reach without it
  std::vector<Element> from_top;  ///< goals that would lead to no top without it
};

struct Bottlenecks {
  std::vector<Bottleneck> elements; ///< those that cut off anything, in the order of the document
  std::vector<Element> without_work, without_top; ///< goals that are cut off as it is
  const Bottleneck* find(Element) const;
};

/// Over relations that help (of positive or unknown size). Work: programs and activities. The top: the
/// visions, or the missions where there is none. A resource stands for all the work that consumes it.
/// Goals that are done do not count.
Bottlenecks bottlenecks(const LinkGraph&, Cancel = {});

} // namespace northline
