#include "facts/components.hpp"

namespace northline {

std::uint32_t strong_components(const Grouped<std::uint32_t>& edges, std::vector<std::uint32_t>& component,
                                Cancel cancel) {
  // Tarjan (1972) with his own stack: cascades may be as deep as a document is long.
  const std::uint32_t n = edges.rows();
  component.assign(n, no_row);
  std::vector<std::uint32_t> low(n, 0); // 0: not seen; order of discovery + 1 otherwise
  std::vector<std::uint32_t> stack;
  struct Open {
    std::uint32_t row, next, found;
  };
  std::vector<Open> open;
  Work work(cancel);
  std::uint32_t found = 0, count = 0;
  const auto enter = [&](std::uint32_t row) {
    low[row] = ++found;
    stack.push_back(row);
    open.push_back({row, edges.first[row], found});
  };
  for (std::uint32_t start = 0; start < n; ++start) {
    if (low[start] != 0) continue;
    enter(start);
    while (!open.empty()) {
      work.step();
      Open& at = open.back();
      if (at.next < edges.first[at.row + 1]) {
        const std::uint32_t to = edges.items[at.next++];
        if (low[to] == 0)
          enter(to);
        else if (component[to] == no_row && low[to] < low[at.row])
          low[at.row] = low[to];
        continue;
      }
      const std::uint32_t row = at.row, mine = low[row];
      if (mine == at.found) {
        std::uint32_t member = 0;
        do {
          member = stack.back();
          stack.pop_back();
          component[member] = count;
        } while (member != row);
        ++count;
      }
      open.pop_back();
      if (!open.empty() && mine < low[open.back().row]) low[open.back().row] = mine;
    }
  }
  return count;
}

Components::Components(const View& view, RelationSet relations, Cancel cancel) {
  Work work(cancel);
  std::vector<bool> to_itself(view.size());
  const auto edges = Grouped<std::uint32_t>::from(view.size(), [&](auto&& emit) {
    for (unsigned r = 0; r < relation_count; ++r) {
      if ((relations >> r & 1U) == 0) continue;
      const Relation relation = static_cast<Relation>(r);
      for (unsigned k = 0; k < kind_count; ++k) {
        if (!contains(info(relation).from, static_cast<Kind>(k))) continue;
        view.each(static_cast<Kind>(k), [&](Element e) {
          work.step();
          for (const Edge& edge : view.out(e, relation)) {
            if (edge.target == e)
              to_itself[e] = true;
            else if (view.alive(edge.target))
              emit(e, edge.target);
          }
        });
      }
    }
  });
  std::vector<std::uint32_t> component;
  const std::uint32_t count = strong_components(edges, component, cancel);
  std::vector<std::uint32_t> size(count, 0);
  for (const std::uint32_t c : component) ++size[c];
  std::vector<std::uint32_t> number(count, no_row); // in the order of their first members
  std::uint32_t circles = 0;
  for (Element e = 0; e < view.size(); ++e) {
    const std::uint32_t c = component[e];
    if (size[c] < 2 && !to_itself[e]) continue;
    if (number[c] == no_row) number[c] = circles++;
    of_.push_back({e, number[c]});
  }
  members_ = Grouped<Element>::from(circles, [&](auto&& emit) {
    for (const auto& [e, c] : of_) emit(c, e);
  });
}

std::uint32_t Components::of(Element e) const {
  const auto at = std::lower_bound(of_.begin(), of_.end(), std::pair<Element, std::uint32_t>{e, 0});
  return at != of_.end() && at->first == e ? at->second : no_row;
}

} // namespace northline
