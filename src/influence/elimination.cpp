#include "influence/elimination.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <queue>

namespace northline {
namespace {

/// What rounding may leave of a pivot that is 0.
constexpr double hair = 1e-12;

} // namespace

void tidy(SparseRow& row) {
  std::sort(row.begin(), row.end());
  std::size_t kept = 0;
  for (const auto& [column, x] : row)
    if (kept > 0 && row[kept - 1].first == column)
      row[kept - 1].second += x;
    else
      row[kept++] = {column, x};
  row.resize(kept);
}

Elimination::Elimination(SparseRows w, Cancel cancel, std::uint64_t steps) {
  const std::uint32_t n = static_cast<std::uint32_t>(w.size());
  std::vector<std::vector<std::uint32_t>> readers(n); // rows that hold a column, perhaps more than once
  for (std::uint32_t u = 0; u < n; ++u)
    for (const auto& [v, x] : w[u])
      if (v != u) readers[v].push_back(u);
  std::vector<std::uint8_t> gone(n, 0);
  const auto cost = [&](std::uint32_t v) {
    return static_cast<std::uint64_t>(readers[v].size()) * w[v].size();
  };
  using Entry = std::pair<std::uint64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next;
  for (std::uint32_t v = 0; v < n; ++v) next.push({cost(v), v});
  order_.reserve(n);
  std::uint64_t done = 0;
  std::vector<std::pair<std::uint32_t, double>> merged;
  while (!next.empty()) {
    const auto [was, v] = next.top();
    next.pop();
    if (gone[v]) continue;
    readers[v].erase(
        std::remove_if(readers[v].begin(), readers[v].end(), [&](std::uint32_t u) { return gone[u]; }),
        readers[v].end());
    std::sort(readers[v].begin(), readers[v].end());
    readers[v].erase(std::unique(readers[v].begin(), readers[v].end()), readers[v].end());
    if (const std::uint64_t now = cost(v); now > was && !next.empty() && now > next.top().first) {
      next.push({now, v});
      continue;
    }
    gone[v] = 1;
    Step step{v, 1, {}, {}};
    for (const auto& [u, x] : w[v])
      if (u == v)
        step.pivot = 1 - x;
      else
        step.row.push_back({u, x});
    if (!(step.pivot > hair)) {
      fades_ = false;
      if (!(step.pivot < -hair)) return; // nothing can be divided by it
    }
    for (const std::uint32_t u : readers[v]) {
      if (gone[u]) continue;
      const auto at = std::lower_bound(w[u].begin(), w[u].end(), std::pair<std::uint32_t, double>{v, -1e300});
      if (at == w[u].end() || at->first != v) continue;
      const double factor = at->second;
      w[u].erase(at);
      step.column.push_back({u, factor});
      const double scaled = factor / step.pivot;
      merged.clear();
      auto a = w[u].begin();
      for (const auto& [column, x] : step.row) {
        while (a != w[u].end() && a->first < column) merged.push_back(*a++);
        if (a != w[u].end() && a->first == column) {
          merged.push_back({column, a->second + scaled * x});
          ++a;
        } else {
          merged.push_back({column, scaled * x});
          if (column != u) readers[column].push_back(u);
        }
      }
      merged.insert(merged.end(), a, w[u].end());
      w[u].assign(merged.begin(), merged.end());
      const std::uint64_t before = done >> 12;
      done += w[u].size() + 1;
      if (done >> 12 != before) cancel.check();
      if (done > steps)
        throw Error(Status::limit,
                    "A circle of " + std::to_string(n) +
                        " elements is too entangled for its sums to be solved within the limit "
                        "of work; cut some of the relations that close it.");
    }
    for (const auto& [column, x] : step.row)
      if (!gone[column]) next.push({cost(column), column});
    w[v].clear();
    w[v].shrink_to_fit();
    order_.push_back(std::move(step));
  }
}

void Elimination::solve(double* block, std::size_t width) const {
  for (const Step& s : order_) {
    const double* from = block + s.unknown * width;
    for (const auto& [u, factor] : s.column) {
      const double scaled = factor / s.pivot;
      double* to = block + u * width;
      for (std::size_t k = 0; k < width; ++k) to[k] += scaled * from[k];
    }
  }
  for (auto s = order_.rbegin(); s != order_.rend(); ++s) {
    double* to = block + s->unknown * width;
    for (const auto& [column, x] : s->row) {
      const double* from = block + column * width;
      for (std::size_t k = 0; k < width; ++k) to[k] += x * from[k];
    }
    for (std::size_t k = 0; k < width; ++k) to[k] /= s->pivot;
  }
}

} // namespace northline
