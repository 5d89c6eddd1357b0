#include "influence/circle.hpp"

#include <algorithm>

namespace northline {
namespace {

/// Walks from one element against or along the links, component by component, so that whatever a cell takes
/// is ready when it is taken.
std::vector<Effect> effects(const LinkGraph& graph, Element end, bool onwards, Cancel cancel) {
  const std::uint32_t start = graph.node(end);
  std::vector<Effect> result;
  if (start == no_row) return result;
  const auto ahead = [&](std::uint32_t n) { return onwards ? graph.out(n) : graph.in(n); };
  const auto behind = [&](std::uint32_t n) { return onwards ? graph.in(n) : graph.out(n); };
  Work work(cancel);
  std::vector<std::uint32_t> place(graph.size(), no_row), reached{start};
  place[start] = 0;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    work.step();
    for (const SizedLink& link : ahead(reached[i]))
      if (place[link.other] == no_row) {
        place[link.other] = 0;
        reached.push_back(link.other);
      }
  }
  std::sort(reached.begin(), reached.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = graph.component(a), y = graph.component(b);
    return x != y ? (onwards ? x > y : x < y) : a < b;
  });
  for (std::uint32_t i = 0; i < reached.size(); ++i) place[reached[i]] = i;
  std::vector<Cell> cells(reached.size());
  cells[place[start]] = Cell::one();
  for (std::uint32_t i = 0; i < reached.size();) {
    const std::uint32_t c = graph.component(reached[i]);
    std::uint32_t end_of = i;
    while (end_of < reached.size() && graph.component(reached[end_of]) == c) ++end_of;
    std::vector<InnerLink> inner;
    for (std::uint32_t k = i; k < end_of; ++k) {
      work.step();
      for (const SizedLink& link : behind(reached[k])) {
        const std::uint32_t from = place[link.other];
        if (from == no_row) continue;
        if (graph.component(link.other) == c)
          inner.push_back({k - i, from - i, link});
        else
          cells[k].add(link, cells[from]);
      }
    }
    // A circle is reached as a whole.
    if (end_of - i > 1) Circle(end_of - i, graph.refused(c), std::move(inner), cancel).solve(&cells[i], 1);
    i = end_of;
  }
  result.reserve(reached.size());
  for (std::uint32_t i = 0; i < reached.size(); ++i)
    if (reached[i] != start) result.push_back(cells[i].effect(graph.element(reached[i])));
  std::sort(result.begin(), result.end(),
            [](const Effect& a, const Effect& b) { return a.element < b.element; });
  return result;
}

} // namespace

std::vector<Effect> effects_from(const LinkGraph& graph, Element from, Cancel cancel) {
  return effects(graph, from, true, cancel);
}
std::vector<Effect> effects_to(const LinkGraph& graph, Element to, Cancel cancel) {
  return effects(graph, to, false, cancel);
}

} // namespace northline
