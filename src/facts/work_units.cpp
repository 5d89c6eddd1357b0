#include "facts/work_units.hpp"

namespace northline {

WorkUnits::WorkUnits(const View& view, const Presence& present, const GoalGraph& goals, Cancel cancel)
    : programs_(view, Kind::program), activities_(view, Kind::activity) {
  Work work(cancel);
  const std::uint32_t n = size(), programs = programs_.size();
  present_.assign(n, 0);
  home_.assign(n, no_row);
  for (std::uint32_t row = 0; row < n; ++row) {
    work.step();
    const Element e = element(row);
    if (!present(e)) continue;
    present_[row] = 1;
    for (const Edge& edge : view.out(e, Relation::part_of)) {
      if (edge.target == e || !present(edge.target) || !view.is(edge.target, Kind::program)) continue;
      home_[row] = programs_.of(edge.target);
      break;
    }
  }
  // Only programs can be at home in one another in a circle; such a home is none.
  std::vector<std::uint32_t> seen(programs, 0); // the walk that came by
  std::vector<bool> settled(programs);
  std::vector<std::uint32_t> on_circle, walk;
  for (std::uint32_t start = 0; start < programs; ++start) {
    walk.clear();
    std::uint32_t at = start;
    for (; at != no_row && !settled[at] && seen[at] != start + 1; at = home_[at]) {
      work.step();
      seen[at] = start + 1;
      walk.push_back(at);
    }
    if (at != no_row && !settled[at]) {
      std::uint32_t round = at;
      do {
        on_circle.push_back(round);
        round = home_[round];
      } while (round != at);
    }
    for (const std::uint32_t row : walk) settled[row] = true;
  }
  for (const std::uint32_t row : on_circle) home_[row] = no_row;

  inside_ = Grouped<std::uint32_t>::from(programs, [&](auto&& emit) {
    for (std::uint32_t row = 0; row < n; ++row)
      if (home_[row] != no_row) emit(home_[row], row);
  });
  to_goals_ = Grouped<Contribution>::from(n, [&](auto&& emit) {
    for (std::uint32_t row = 0; row < n; ++row) {
      const std::uint32_t u = unit(row);
      if (u == no_row) continue;
      work.step();
      for (const Edge& e : view.out(element(row), Relation::contributes_to)) {
        if (!present(e.target)) continue;
        const Quantity c = view.get(edge_field::contributes_to::contribution, e);
        if (!c.known())
          emit(u, Contribution{goals.rows().of(e.target), unknown_number});
        else if (c.point() != 0)
          emit(u, Contribution{goals.rows().of(e.target), c.point()});
      }
    }
  });
  to_goal_ = Grouped<Contribution>::from(goals.rows().size(), [&](auto&& emit) {
    for (std::uint32_t u = 0; u < n; ++u)
      for (const Contribution& c : to_goals_[u])
        if (c.positive()) emit(c.other, Contribution{u, c.contribution});
  });
}

} // namespace northline
