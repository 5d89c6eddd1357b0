#include "check/signed_goals.hpp"

#include <algorithm>
#include <cmath>

namespace northline {

SignedGoals::SignedGoals(const View& view, const GoalGraph& goals, const Presence& present) {
  const Rows& rows = goals.rows();
  const std::uint32_t n = rows.size();
  above_ = Grouped<Push>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) {
      const Element goal = rows.at(g);
      if (!present(goal)) continue;
      for (const GoalEdge& e : goals.above(g)) emit(g, Push{e.goal, e.low, e.high, false});
      for (const Edge& e : view.out(goal, Relation::supports)) {
        const Quantity c = view.get(edge_field::supports::contribution, e);
        if (!(c.point() < 0) || e.target == goal || !view.is(e.target, Kind::goal) || !present(e.target))
          continue;
        any_negative_ = true;
        emit(g, Push{rows.of(e.target), -c.point() / 100, -c.point() / 100, true});
      }
    }
  });
}

void SignedGoals::prepare() {
  const std::uint32_t n = above_.rows();
  const auto targets = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g)
      for (const Push& p : above_[g]) emit(g, p.goal);
  });
  const std::uint32_t count = strong_components(targets, component_, {});
  members_ = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
    for (std::uint32_t g = 0; g < n; ++g) emit(component_[g], g);
  });
  hindered_.assign(count, false);
  turned_.assign(count, false);
  for (std::uint32_t c = 0; c < count; ++c)
    for (const std::uint32_t g : members_[c])
      for (const Push& p : above_[g]) {
        if (p.negative || hindered_[component_[p.goal]]) hindered_[c] = true;
        if (p.negative && component_[p.goal] == c) turned_[c] = true;
      }
  sums_.resize(count);
  seen_.assign(count, false);
}

bool SignedGoals::effects(std::span<const Push> pushes, std::size_t most, std::vector<GoalEffect>& out) {
  out.clear();
  std::vector<std::uint32_t> found; // components
  std::size_t goals = 0;
  const auto find = [&](std::uint32_t row) {
    const std::uint32_t c = component_[row];
    if (seen_[c]) return;
    seen_[c] = true;
    sums_[c] = {};
    found.push_back(c);
    goals += members_[c].size();
  };
  for (const Push& p : pushes) find(p.goal);
  for (std::size_t i = 0; i < found.size() && goals <= most; ++i)
    for (const std::uint32_t g : members_[found[i]])
      for (const Push& p : above_[g]) find(p.goal);
  for (const std::uint32_t c : found) seen_[c] = false;
  if (goals > most) return false;
  std::sort(found.begin(), found.end(), std::greater<>()); // what lies above has the smaller number
  const auto push = [&](const Push& p, const Sum& s) {
    Sum& at = sums_[component_[p.goal]];
    (p.negative ? at.minus_low : at.plus_low) += p.low * s.plus_low;
    (p.negative ? at.minus_high : at.plus_high) += p.high * s.plus_high;
    (p.negative ? at.plus_low : at.minus_low) += p.low * s.minus_low;
    (p.negative ? at.plus_high : at.minus_high) += p.high * s.minus_high;
  };
  for (const Push& p : pushes) push(p, {1, 1, 0, 0});
  for (const std::uint32_t c : found) {
    Sum& s = sums_[c];
    if (turned_[c]) { // which way a circle with a hindering support pulls cannot be said
      s.plus_low = s.minus_low = 0;
      s.plus_high = s.minus_high = s.plus_high + s.minus_high;
    }
    for (const std::uint32_t g : members_[c]) {
      out.push_back({g, s.plus_low, s.plus_high, s.minus_low, s.minus_high});
      for (const Push& p : above_[g])
        if (component_[p.goal] != c) push(p, s);
    }
  }
  return true;
}

std::vector<std::uint32_t> SignedGoals::way(std::uint32_t from, std::uint32_t to, bool negative) const {
  // A place is a goal with the sign of the way to it: 2 × row + 1 when it is negative.
  std::vector<std::uint32_t> queue{2 * from}, before{no_row}, places;
  const auto known_place = [&](std::uint32_t place) {
    return std::find(queue.begin(), queue.end(), place) != queue.end();
  };
  const std::uint32_t goal = 2 * to + (negative ? 1U : 0U);
  constexpr std::size_t most = 2000; // of those that `effects` was asked about there are no more
  for (std::size_t i = 0; i < queue.size() && queue.size() < most; ++i) {
    if (queue[i] == goal && i > 0) {
      for (std::size_t at = i; at != no_row; at = before[at]) places.push_back(queue[at] / 2);
      std::reverse(places.begin(), places.end());
      return places;
    }
    for (const Push& p : above_[queue[i] / 2]) {
      const std::uint32_t place = 2 * p.goal + ((queue[i] % 2 != 0) != p.negative ? 1U : 0U);
      if (known_place(place)) continue;
      queue.push_back(place);
      before.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return {};
}

} // namespace northline
