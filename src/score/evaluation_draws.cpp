#include "score/evaluation_draws.hpp"

#include "base/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline {

EvaluationDraws::EvaluationDraws(const EvaluationOrder& order, std::span<const double> values,
                                 double tolerance, std::vector<Varying> varying)
    : tolerance_(tolerance), slot_(order.size(), none) {
  std::sort(varying.begin(), varying.end(),
            [](const Varying& a, const Varying& b) { return a.contribution < b.contribution; });
  const auto& sources = order.contribution_sources();
  const auto& parts = order.part_sources();
  // First who is affected, in order, then where everything lies.
  std::vector<std::uint8_t> affected(order.size(), 0);
  std::vector<EvaluationOrder::Node> kept;
  auto next = varying.begin();
  order.each_node([&](const EvaluationOrder::Node& n) {
    bool touched = false;
    for (; next != varying.end() && next->contribution < n.contributions_end; ++next) touched = true;
    for (std::uint32_t k = n.contributions; k < n.contributions_end && !touched; ++k)
      touched = affected[sources[k]] != 0;
    for (std::uint32_t k = n.parts; k < n.dependencies_end && !touched; ++k)
      touched = affected[parts[k]] != 0;
    if (!touched) return;
    affected[n.position] = 1;
    kept.push_back(n);
  });
  const auto constant = [&](std::uint32_t position) {
    if (affected[position] || slot_[position] != none) return;
    slot_[position] = static_cast<std::uint32_t>(constants_.size());
    constants_.push_back(values[position]);
  };
  for (const EvaluationOrder::Node& n : kept) {
    for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) constant(sources[k]);
    for (std::uint32_t k = n.parts; k < n.dependencies_end; ++k) constant(parts[k]);
  }
  for (const EvaluationOrder::Node& n : kept) {
    slot_[n.position] = static_cast<std::uint32_t>(constants_.size() + nodes_.size());
    const std::uint32_t first = static_cast<std::uint32_t>(parts_.size());
    nodes_.push_back(
        {static_cast<std::uint32_t>(terms_.size()), first, first + (n.dependencies - n.parts), n.any});
    for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) {
      Term t{slot_[sources[k]], order.contribution_sizes()[k]};
      const auto v = std::lower_bound(varying.begin(), varying.end(), k,
                                      [](const Varying& x, std::uint32_t c) { return x.contribution < c; });
      if (v != varying.end() && v->contribution == k) {
        t.size = v->size;
        t.occurrence = v->occurrence;
      }
      terms_.push_back(t);
    }
    for (std::uint32_t k = n.parts; k < n.dependencies_end; ++k) parts_.push_back(slot_[parts[k]]);
  }
  end_ = {static_cast<std::uint32_t>(terms_.size()), static_cast<std::uint32_t>(parts_.size()),
          static_cast<std::uint32_t>(parts_.size()), false};
}

void EvaluationDraws::prepare(double* space) const {
  for (std::size_t c = 0; c < constants_.size(); ++c)
    std::fill(space + c * block, space + (c + 1) * block, constants_[c]);
}

void EvaluationDraws::run(double* space, const double* const* inputs, std::size_t n) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    run_node(nodes_[i], i + 1 < nodes_.size() ? nodes_[i + 1] : end_, space,
             space + (constants_.size() + i) * block, inputs, n);
}

// EvaluationOrder::run_undecided, side by side. What it does only where there is something undecided is done
// always: it changes no digit of the others.
void EvaluationDraws::run_node(const Node& node, const Node& end, double* space, double* out,
                               const double* const* inputs, std::size_t n) const {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  double parts[block], probe[block];
  std::fill(probe, probe + n, 0.0);
  std::fill(parts, parts + n, 0.0);
  if (node.parts != node.dependencies) {
    const double sign = node.any ? -1 : 1; // the greatest is the least of the opposites
    std::fill(parts, parts + n, infinite);
    for (std::uint32_t k = node.parts; k < node.dependencies; ++k) {
      const double* const part = space + parts_[k] * block;
      for (std::size_t l = 0; l < n; ++l) {
        const double x = part[l] * sign;
        probe[l] += x * 0;
        parts[l] = x < parts[l] ? x : parts[l];
      }
    }
    for (std::size_t l = 0; l < n; ++l) parts[l] = parts[l] * sign + 0; // no minus before nothing
  }
  const std::uint32_t m = end.terms - node.terms;
  if (m == 0) {
    std::copy(parts, parts + n, out);
  } else {
    double sum[block], missing[block], lost[block], greatest[block], least[block], product[block];
    std::fill(sum, sum + n, 0.0);
    std::fill(missing, missing + n, 0.0);
    std::fill(lost, lost + n, 0.0);
    std::fill(greatest, greatest + n, -infinite);
    std::fill(least, least + n, infinite);
    const auto multiply = [&](const Term& t, std::size_t l) {
      double w = t.size == none ? t.weight : inputs[t.size][l];
      if (t.occurrence != none) w *= inputs[t.occurrence][l];
      return space[t.source * block + l] * w;
    };
    for (std::uint32_t k = node.terms; k < end.terms; ++k) {
      const Term& t = terms_[k];
      const double* const source = space + t.source * block;
      if (t.size == none && t.occurrence == none)
        for (std::size_t l = 0; l < n; ++l) product[l] = source[l] * t.weight;
      else
        for (std::size_t l = 0; l < n; ++l) product[l] = multiply(t, l);
      for (std::size_t l = 0; l < n; ++l) {
        const double x = product[l], s = sum[l] + x, back = s - sum[l];
        const double away = (sum[l] - (s - back)) + (x - back); // what rounding took away (Knuth)
        missing[l] += away;
        lost[l] += std::fabs(away);
        greatest[l] = x > greatest[l] ? x : greatest[l];
        least[l] = x < least[l] ? x : least[l];
        sum[l] = s;
      }
    }
    for (std::size_t l = 0; l < n; ++l) {
      const double slack = lost[l] * m * 0x1p-51;
      const double low = sum[l] + (missing[l] - slack), high = sum[l] + (missing[l] + slack);
      if (low == high || std::isnan(sum[l])) {
        sum[l] = high;
        continue;
      }
      ExactSum exact;
      for (std::uint32_t k = node.terms; k < end.terms; ++k) exact.add(multiply(terms_[k], l));
      sum[l] = exact.value();
    }
    for (std::size_t l = 0; l < n; ++l) {
      const double p = parts[l], r = p + sum[l] / 100;
      const double up = 100 - tolerance_, down = -100 + tolerance_;
      const double upper = greatest[l] >= 10000 || p >= 100 ? 100 : p > up ? p : up;
      const double lower = least[l] <= -10000 || p <= -100 ? -100 : p < down ? p : down;
      out[l] = r > upper ? upper : r < lower ? lower : r;
    }
  }
  for (std::uint32_t k = node.dependencies; k < end.parts; ++k) {
    const double* const other = space + parts_[k] * block;
    for (std::size_t l = 0; l < n; ++l) {
      const double x = other[l];
      probe[l] += x * 0;
      out[l] = x < out[l] ? x : out[l];
    }
  }
  for (std::size_t l = 0; l < n; ++l) out[l] += probe[l];
}

} // namespace northline
