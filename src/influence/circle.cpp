#include "influence/circle.hpp"

#include <algorithm>

namespace northline {

Circle::Circle(std::uint32_t members, bool refused, std::vector<InnerLink> links, Cancel cancel)
    : members_(members), refused_(refused), links_(std::move(links)) {
  for (const InnerLink& l : links_) exact_ = exact_ && l.link.sized && l.link.low == l.link.high;
  if (refused_) return;
  // Sums of either sign are unknowns of their own, so that everything added is positive and nothing cancels:
  // 0 … n - 1 are the positive sums, n … 2n - 1 the negative ones.
  const unsigned first = exact_ ? 1 : 0, last = exact_ ? 1 : 2;
  for (unsigned plane = first; plane <= last; ++plane) {
    SparseRows w(std::size_t{members_} * 2);
    for (const InnerLink& l : links_) {
      const LinkSides s(l.link);
      const auto put = [&](std::uint32_t row, std::uint32_t column, double x) {
        if (x != 0) w[row].push_back({column, x});
      };
      put(l.from, l.to, s.good[plane]);
      put(l.from + members_, l.to + members_, s.good[plane]);
      put(l.from, l.to + members_, s.bad[plane]);
      put(l.from + members_, l.to, s.bad[plane]);
    }
    for (auto& row : w) {
      std::sort(row.begin(), row.end());
      std::size_t kept = 0;
      for (std::size_t k = 0; k < row.size(); ++k)
        if (kept > 0 && row[kept - 1].first == row[k].first)
          row[kept - 1].second += row[k].second;
        else
          row[kept++] = row[k];
      row.resize(kept);
    }
    planes_.emplace_back(std::move(w), cancel);
  }
}

void Circle::solve(Cell* cells, std::size_t width) const {
  spread_flags(cells, width);
  if (refused_) {
    for (std::size_t i = 0; i < members_ * width; ++i)
      if (cells[i].flags) cells[i].flags |= Cell::circular;
    return;
  }
  const std::size_t half = members_ * width;
  std::vector<double> block(half * 2);
  const bool one = planes_.size() == 1;
  // Sizes within may be exact while those that come from outside are not.
  for (unsigned plane = 0; plane < 3; ++plane) {
    for (std::size_t i = 0; i < half; ++i) {
      block[i] = cells[i].positive[plane];
      block[half + i] = cells[i].negative[plane];
    }
    planes_[one ? 0 : plane].solve(block.data(), width);
    for (std::size_t i = 0; i < half; ++i) {
      cells[i].positive[plane] = block[i];
      cells[i].negative[plane] = block[half + i];
    }
  }
}

void Circle::spread_flags(Cell* cells, std::size_t width) const {
  const auto readers = Grouped<std::uint32_t>::from(members_, [&](auto&& emit) {
    for (std::uint32_t i = 0; i < links_.size(); ++i) emit(links_[i].to, i);
  });
  std::vector<std::uint32_t> open(members_);
  std::vector<std::uint8_t> waits(members_, 1);
  for (std::uint32_t m = 0; m < members_; ++m) open[m] = members_ - 1 - m;
  while (!open.empty()) {
    const std::uint32_t m = open.back();
    open.pop_back();
    waits[m] = 0;
    const Cell* from = cells + m * width;
    for (const std::uint32_t i : readers[m]) {
      const InnerLink& l = links_[i];
      Cell* to = cells + l.from * width;
      bool changed = false;
      for (std::size_t k = 0; k < width; ++k) {
        if (!from[k].flags) continue;
        const std::uint8_t now = to[k].flags | flags_over(l.link, from[k].flags);
        changed = changed || now != to[k].flags;
        to[k].flags = now;
      }
      if (changed && !waits[l.from]) {
        waits[l.from] = 1;
        open.push_back(l.from);
      }
    }
  }
}

} // namespace northline
