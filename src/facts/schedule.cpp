#include "facts/schedule.hpp"

#include <limits>

namespace northline {

Schedule::Schedule(const View& view, const Presence& present, const WorkUnits& work, Cancel cancel)
    : view_(&view), work_(&work) {
  Work steps(cancel);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::uint32_t n = work.size();
  const auto row_of = [&](Element e) {
    switch (view.kind(e)) {
    case Kind::program:
      return work.row_of_program(e);
    case Kind::activity:
      return work.row_of_activity(e);
    default:
      return no_row;
    }
  };
  const auto each_before = [&](std::uint32_t row, auto&& f) {
    const Element e = work.element(row);
    if (!present(e)) return;
    for (const Edge& edge : view.out(e, Relation::depends_on)) {
      if (edge.target == e || !present(edge.target)) continue;
      const std::uint32_t before = row_of(edge.target);
      if (before != no_row) f(before, edge);
    }
  };
  const auto edges = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t row = 0; row < n; ++row) {
      steps.step();
      each_before(row, [&](std::uint32_t before, const Edge&) { emit(row, before); });
    }
  });
  start_.assign(n, {-infinity, infinity});
  circular_.assign(n, false);
  std::vector<std::uint32_t> component;
  const std::uint32_t count = strong_components(edges, component, cancel);
  const auto members = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
    for (std::uint32_t row = 0; row < n; ++row) emit(component[row], row);
  });
  for (const std::uint32_t row : members.items) { // what is waited for comes first
    steps.step();
    const Element e = work.element(row);
    if (!present(e)) continue;
    const Date own = work.is_program(row) ? view.get(field::program::start, ElementOf<Kind::program>{e})
                                          : view.get(field::activity::start, ElementOf<Kind::activity>{e});
    Span s{-infinity, infinity};
    if (own.known()) s.low = s.high = own.days;
    each_before(row, [&](std::uint32_t before, const Edge& edge) {
      if (component[before] == component[row]) {
        circular_[row] = true;
        return;
      }
      const double written = view.get(edge_field::depends_on::lag, edge);
      const double lag = known(written) ? written : 0;
      const Span took = length(before);
      s.low = std::max(s.low, start_[before].low + took.low + lag);
      s.high = std::max(s.high, start_[before].high + took.high + lag);
    });
    if (circular_[row]) s.high = infinity;
    start_[row] = s;
  }
}

Span Schedule::length(std::uint32_t row) const {
  const Element e = work_->element(row);
  Date start, end;
  if (work_->is_program(row)) {
    const ElementOf<Kind::program> p{e};
    const Quantity duration = view_->get(field::program::duration, p);
    if (duration.known()) return {duration.point(), duration.point()};
    start = view_->get(field::program::start, p);
    end = view_->get(field::program::end, p);
  } else {
    const ElementOf<Kind::activity> a{e};
    start = view_->get(field::activity::start, a);
    end = view_->get(field::activity::end, a);
  }
  if (!start.known() || !end.known()) return {0, std::numeric_limits<double>::infinity()};
  const double days = std::max(0, end - start);
  return {days, days};
}

} // namespace northline
