#include "facts/line_of_sight.hpp"

#include "facts/sum.hpp"

#include <limits>

namespace northline {
namespace {

/// A sum of sights that does not depend on the order of the relations.
struct Gathered {
  Sum positive_low, positive_high, negative_low, negative_high;
  bool positive = false, negative = false, unsized = false;

  void add(const Sight& to, double low, double high, bool good, bool sized) {
    (good ? positive_low : negative_low).add(low * to.positive_low);
    (good ? positive_high : negative_high).add(high * to.positive_high);
    (good ? negative_low : positive_low).add(low * to.negative_low);
    (good ? negative_high : positive_high).add(high * to.negative_high);
    positive = positive || (good ? to.positive : to.negative);
    negative = negative || (good ? to.negative : to.positive);
    unsized = unsized || ((to.positive || to.negative) && (to.unsized || !sized));
  }
  Sight value() const {
    return {positive_low.value(),
            positive_high.value(),
            negative_low.value(),
            negative_high.value(),
            positive,
            negative,
            unsized,
            false};
  }
};

} // namespace

LineOfSight::LineOfSight(const View& view, const Presence& present, const GoalGraph& goals, Cancel cancel)
    : goals_(&goals) {
  Work work(cancel);
  const Rows& rows = goals.rows();
  const std::uint32_t n = rows.size();
  sights_.resize(n);
  Kind top = Kind::mission;
  const auto any = [&](Kind k) {
    bool found = false;
    view.each(k, [&](Element e) { found = found || present(e); });
    return found;
  };
  if (any(Kind::vision))
    top = Kind::vision;
  else if (!any(Kind::mission))
    return;
  has_tops_ = true;
  Sight at_top;
  at_top.positive_low = at_top.positive_high = 1;
  at_top.positive = true;

  // What a support says: nothing at all when its size is 0.
  const auto each_support = [&](Element from, auto&& f) {
    for (const Edge& e : view.out(from, Relation::supports)) {
      if (e.target == from || !present(e.target)) continue;
      const Quantity c = view.get(edge_field::supports::contribution, e);
      if (!c.known())
        f(e.target, 0.0, 1.0, true, false);
      else if (c.point() != 0)
        f(e.target, std::fabs(c.point()) / 100, std::fabs(c.point()) / 100, c.point() > 0, true);
    }
  };

  const Rows missions(view, Kind::mission);
  std::vector<Sight> mission_sights(missions.size());
  for (std::uint32_t m = 0; m < missions.size(); ++m) {
    if (!present(missions.at(m))) continue;
    if (top == Kind::mission) {
      mission_sights[m] = at_top;
      continue;
    }
    Gathered sum;
    each_support(missions.at(m), [&](Element to, double low, double high, bool good, bool sized) {
      if (view.is(to, Kind::vision)) sum.add(at_top, low, high, good, sized);
    });
    mission_sights[m] = sum.value();
  }

  bool any_negative = false;
  const auto edges = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) {
      const Element goal = rows.at(g);
      if (!present(goal)) continue;
      work.step();
      for (const Edge& e : view.out(goal, Relation::refines))
        if (e.target != goal && present(e.target)) emit(g, rows.of(e.target));
      each_support(goal, [&](Element to, double, double, bool good, bool) {
        if (!view.is(to, Kind::goal)) return;
        any_negative = any_negative || !good;
        emit(g, rows.of(to));
      });
    }
  });
  std::vector<std::uint32_t> component;
  const std::uint32_t count = strong_components(edges, component, cancel);
  const auto members = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) emit(component[g], g);
  });
  for (std::uint32_t c = 0; c < count; ++c) {
    Gathered sum;
    bool turned = false; // a negative support inside a circle
    const auto inside = members[c];
    for (const std::uint32_t g : inside) {
      work.step();
      const Element goal = rows.at(g);
      if (!present(goal)) continue;
      const auto sight_of = [&](Element to) -> const Sight& {
        switch (view.kind(to)) {
        case Kind::goal:
          return sights_[rows.of(to)];
        case Kind::mission:
          return mission_sights[missions.of(to)];
        default:
          return at_top;
        }
      };
      for (const Edge& e : view.out(goal, Relation::refines)) {
        if (e.target == goal || !present(e.target)) continue;
        if (component[rows.of(e.target)] != c) sum.add(sight_of(e.target), 1, 1, true, true);
      }
      each_support(goal, [&](Element to, double low, double high, bool good, bool sized) {
        if (view.is(to, Kind::goal) && component[rows.of(to)] == c)
          turned = turned || !good;
        else if (top == Kind::vision || !view.is(to, Kind::vision))
          sum.add(sight_of(to), low, high, good, sized);
      });
    }
    Sight s = sum.value();
    if (turned) {
      s.positive_low = s.negative_low = 0;
      s.positive_high = s.negative_high = s.positive_high + s.negative_high;
      s.positive = s.negative = s.positive || s.negative;
      s.unsized = true;
    }
    s.circular = inside.size() > 1;
    for (const std::uint32_t g : inside) sights_[g] = s;
  }
}

} // namespace northline
