// The passes over an evaluation's order. Loops over runs of elements that have as much of everything: the
// processor learns how long each loop is and fetches ahead.
#include "base/exact_sum.hpp"
#include "base/fetch.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace northline {
namespace {

/// Sum of the products, exact and rounded once, so that the order of relations changes no digit. Few terms,
/// which are nearly all there are, need no room to be cleared for many.
/// The exact sum of the products, rounded once.
double exact_products(const double* values, const std::uint32_t* source, const double* weight,
                      std::uint32_t n) {
  ExactSum sum;
  for (std::uint32_t i = 0; i < n; ++i) sum.add(values[source[i]] * weight[i]);
  return sum.value();
}

/// What an element comes to: parts first, then contributions, which alone stay a tolerance away from either
/// end (`held` is 100 less the tolerance) unless one of them is worth the end by itself. Undecided stays
/// undecided.
double settled(double parts, double contributions, double greatest, double least, double held) {
  // A product of 10000 lifts the limit to 100 or more, anything less lets it fall out of sight: no branch.
  const double up = (greatest - 10000) * 1e300 + 100, down = (least + 10000) * 1e300 - 100;
  double upper = parts > held ? parts : held, lower = parts < -held ? parts : -held;
  upper = up > upper ? up : upper;
  lower = down < lower ? down : lower;
  upper = upper < 100 ? upper : 100;
  lower = lower > -100 ? lower : -100;
  const double r = parts + contributions;
  const double capped = r > upper ? upper : r;
  return capped < lower ? lower : capped;
}

// Rows: what the source is; columns: how it helps.
using S = Satisfaction;
constexpr S passed_on[satisfaction_count][help_count] = {
    {S::denied, S::weakly_denied, S::weakly_denied, S::none, S::weakly_satisfied, S::weakly_satisfied,
     S::satisfied},
    {S::weakly_denied, S::weakly_denied, S::weakly_denied, S::none, S::weakly_satisfied, S::weakly_satisfied,
     S::weakly_satisfied},
    {S::weakly_satisfied, S::weakly_satisfied, S::weakly_satisfied, S::none, S::weakly_denied,
     S::weakly_denied, S::weakly_denied},
    {S::satisfied, S::weakly_satisfied, S::weakly_satisfied, S::none, S::weakly_denied, S::weakly_denied,
     S::denied},
    {S::undecided, S::undecided, S::undecided, S::undecided, S::undecided, S::undecided, S::undecided},
    {S::undecided, S::undecided, S::undecided, S::undecided, S::undecided, S::undecided, S::undecided},
    {S::none, S::none, S::none, S::none, S::none, S::none, S::none}};
constexpr S joined[satisfaction_count][satisfaction_count] = {
    {S::denied, S::denied, S::weakly_denied, S::conflict, S::conflict, S::undecided, S::denied},
    {S::denied, S::weakly_denied, S::none, S::weakly_satisfied, S::conflict, S::undecided, S::weakly_denied},
    {S::weakly_denied, S::none, S::weakly_satisfied, S::satisfied, S::conflict, S::undecided,
     S::weakly_satisfied},
    {S::conflict, S::weakly_satisfied, S::satisfied, S::satisfied, S::conflict, S::undecided, S::satisfied},
    {S::conflict, S::conflict, S::conflict, S::conflict, S::conflict, S::conflict, S::conflict},
    {S::undecided, S::undecided, S::undecided, S::undecided, S::conflict, S::undecided, S::undecided},
    {S::denied, S::weakly_denied, S::weakly_satisfied, S::satisfied, S::conflict, S::undecided, S::none}};
constexpr std::uint8_t badness[satisfaction_count] = {6, 3, 1, 0, 5, 4, 2};

struct Tally {
  std::array<std::uint32_t, satisfaction_count> n{};
  std::uint32_t total = 0;
  void add(S s) {
    ++n[static_cast<unsigned>(s)];
    ++total;
  }
  bool has(S s) const { return n[static_cast<unsigned>(s)] != 0; }
  std::uint32_t of(S s) const { return n[static_cast<unsigned>(s)]; }
};

S all_of(const Tally& t) {
  if (t.has(S::denied)) return S::denied;
  if (t.has(S::conflict) || t.has(S::undecided)) return S::undecided;
  for (const S s : {S::weakly_denied, S::none, S::weakly_satisfied})
    if (t.has(s)) return s;
  return S::satisfied;
}
S any_of(const Tally& t) {
  if (t.has(S::satisfied)) return S::satisfied;
  if (t.has(S::conflict) || t.has(S::undecided)) return S::undecided;
  for (const S s : {S::weakly_satisfied, S::none, S::weakly_denied})
    if (t.has(s)) return s;
  return S::denied;
}

} // namespace

/// Several contributions as one word; also how an actor's elements combine.
Satisfaction combined(std::span<const std::uint32_t, satisfaction_count> counts) {
  Tally t;
  for (unsigned i = 0; i < satisfaction_count; ++i) {
    t.n[i] = counts[i];
    t.total += counts[i];
  }
  if (t.total == 0) return S::none;
  if (t.total == 1) {
    for (unsigned i = 0; i < satisfaction_count; ++i)
      if (t.n[i] != 0) return static_cast<S>(i);
  }
  if (t.has(S::conflict) || t.has(S::undecided)) return S::undecided;
  const std::uint32_t good = t.of(S::weakly_satisfied), bad = t.of(S::weakly_denied);
  const S weak = good > bad ? S::weakly_satisfied : bad > good ? S::weakly_denied : S::none;
  const S strong = t.has(S::satisfied) && t.has(S::denied) ? S::conflict
                   : t.has(S::satisfied)                   ? S::satisfied
                   : t.has(S::denied)                      ? S::denied
                                                           : S::none;
  return joined[static_cast<unsigned>(weak)][static_cast<unsigned>(strong)];
}

namespace {

/// std::lround() for what fits: half goes away from 0.
std::int32_t rounded(double x) {
  const auto whole = static_cast<std::int32_t>(x);
  const double rest = x - whole;
  return whole + (rest >= 0.5) - (rest <= -0.5);
}

constexpr double infinite = std::numeric_limits<double>::infinity();

/// A run of elements with as much of everything, and where all that lies.
struct Batch {
  std::uint32_t count, parts, contributions, dependencies;
  bool any;
  const std::uint32_t *source, *part;
  const double* weight;
  double *values, *out;
  double tolerance;
};
constexpr unsigned many = ~0U; ///< as many as the batch says

/// The exact sum, rounded once, of what the sources pass on, so that the order of relations changes no digit.
template <unsigned fixed, bool undecided>
double passed_on_by(const double* values, const std::uint32_t* source, const double* weight, std::uint32_t m,
                    double& greatest, double& least) {
  const std::uint32_t n = fixed == many ? m : fixed;
  double sum = 0, missing = 0, lost = 0;
  greatest = -infinite;
  least = infinite;
  for (std::uint32_t k = 0; k < n; ++k) {
    const double x = values[source[k]] * weight[k], s = sum + x;
    if constexpr (fixed > 2) {                                             // two are rounded once anyhow
      const double back = s - sum, away = (sum - (s - back)) + (x - back); // what rounding took away (Knuth)
      missing += away;
      lost += std::fabs(away);
    }
    greatest = x > greatest ? x : greatest;
    least = x < least ? x : least;
    sum = s;
  }
  if constexpr (fixed <= 2) return sum;
  // What is still uncertain of the missing part hardly ever decides the last digit.
  const double slack = lost * n * 0x1p-51;
  const double low = sum + (missing - slack), high = sum + (missing + slack);
  if (low == high || (undecided && std::isnan(sum))) [[likely]]
    return high;
  return exact_products(values, source, weight, n);
}

/// Comparing loses what is undecided; where there is any, it is carried along beside.
template <unsigned fixed_parts, unsigned fixed_contributions, bool undecided> void evaluate(const Batch& b) {
  const std::uint32_t parts_count = fixed_parts == many ? b.parts : fixed_parts;
  const std::uint32_t contributions = fixed_contributions == many ? b.contributions : fixed_contributions;
  const std::uint32_t *source = b.source, *part = b.part;
  const double* weight = b.weight;
  const double* const values = b.values;
  const double sign = b.any ? -1 : 1; // the greatest is the least of the opposites
  const double held = 100 - b.tolerance;
  for (std::uint32_t i = 0; i < b.count; ++i) {
    double parts = 0, probe = 0;
    if (parts_count != 0) {
      parts = infinite;
      for (std::uint32_t k = 0; k < parts_count; ++k) {
        const double x = values[part[k]] * sign;
        if constexpr (undecided) probe += x * 0;
        parts = x < parts ? x : parts;
      }
      parts = parts * sign + 0; // no minus before nothing
      part += parts_count;
    }
    double r = parts;
    if (contributions != 0) {
      double greatest, least;
      const double sum = passed_on_by<fixed_contributions, undecided>(values, source, weight, contributions,
                                                                      greatest, least);
      r = settled(parts, sum / 100, greatest, least, held);
      source += contributions;
      weight += contributions;
    }
    for (std::uint32_t k = 0; k < b.dependencies; ++k) {
      const double x = values[part[k]];
      if constexpr (undecided) probe += x * 0;
      r = x < r ? x : r;
    }
    part += b.dependencies;
    b.out[i] = undecided ? r + probe : r;
  }
}

/// Few parts and few contributions have their own loops, or rather none.
template <unsigned parts, std::size_t... contributions>
constexpr std::array<void (*)(const Batch&), sizeof...(contributions) + 1>
evaluators(std::index_sequence<contributions...>) {
  return {evaluate<parts, contributions, false>..., evaluate<parts, many, false>};
}
using FewContributions = std::make_index_sequence<6>;
constexpr std::array<std::array<void (*)(const Batch&), FewContributions::size() + 1>, 5> shapes = {
    evaluators<0>(FewContributions{}), evaluators<1>(FewContributions{}), evaluators<2>(FewContributions{}),
    evaluators<3>(FewContributions{}), evaluators<many>(FewContributions{})};

} // namespace

void EvaluationOrder::run_weighted(std::span<double> out, const double* weights, double tolerance,
                                   Cancel cancel) const {
  bool undecided = false;
  for (std::uint32_t p = 0; p < given_; ++p) undecided |= std::isnan(out[p]);
  constexpr std::uint32_t at_once = 64;
  double* const values = out.data();
  // Values far apart are asked for in time, a few elements before they are read.
  const std::size_t contributions = source_.size(), parts = part_.size();
  std::size_t next_contribution = 0, next_part = 0;
  for (const Run& r : runs_) {
    cancel.check();
    for (std::uint32_t i = 0; i < r.count; i += at_once) {
      const Node n = node(r, i);
      const std::size_t c = std::min<std::size_t>(contributions, n.contributions + 192),
                        p = std::min<std::size_t>(parts, n.parts + 96);
      for (; next_contribution < c; ++next_contribution) fetch(values + source_[next_contribution]);
      for (; next_part < p; ++next_part) fetch(values + part_[next_part]);
      const Batch b{std::min(at_once, r.count - i),
                    r.parts,
                    r.contributions,
                    r.dependencies,
                    r.any,
                    source_.data() + n.contributions,
                    part_.data() + n.parts,
                    weights + n.contributions,
                    values,
                    values + n.position,
                    tolerance};
      if (undecided)
        evaluate<many, many, true>(b);
      else
        shapes[std::min<std::size_t>(r.parts, shapes.size() - 1)]
              [std::min<std::size_t>(r.contributions, FewContributions::size())](b);
    }
  }
  refuse<double>(out, unknown_number);
}

void EvaluationOrder::run(std::span<double> values, double tolerance, Cancel cancel) const {
  run_weighted(values, weight_.data(), tolerance, cancel);
}

void EvaluationOrder::run_hybrid(std::span<double> values, const EvaluationParameters& p,
                                 Cancel cancel) const {
  const std::vector<Help> help = helps();
  std::vector<double> weights(help.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = 100 * p.factors[static_cast<unsigned>(help[i])];
  run_weighted(values, weights.data(), p.tolerance, cancel);
}

void EvaluationOrder::run_bounds(std::span<double> lower, std::span<double> upper, double tolerance,
                                 Cancel cancel) const {
  Work work(cancel);
  each_node([&](const Node& n) {
    work.step();
    // The whole is monotone in every contribution and every part, so each end follows from the ends below.
    const auto finish = [&](std::span<double> values, bool high) {
      double parts = 0, probe = 0;
      for (std::uint32_t k = n.parts; k < n.dependencies; ++k) {
        const double x = values[part_[k]];
        probe += x * 0;
        parts = k == n.parts ? x : n.any ? std::max(parts, x) : std::min(parts, x);
      }
      double r = parts;
      if (n.contributions != n.contributions_end) {
        ExactSum sum;
        double greatest = -infinite, least = infinite;
        for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) {
          const bool exact = low_.empty() || std::isnan(low_[k]);
          const double a = exact ? weight_[k] : low_[k], b = exact ? weight_[k] : high_[k];
          const double vl = lower[source_[k]], vu = upper[source_[k]];
          const double e[] = {a * vl, a * vu, b * vl, b * vu};
          const double x = high ? std::max({e[0], e[1], e[2], e[3]}) : std::min({e[0], e[1], e[2], e[3]});
          probe += (vl + vu) * 0;
          greatest = std::max(greatest, x);
          least = std::min(least, x);
          if (!std::isnan(x)) sum.add(x);
        }
        r = settled(parts, sum.value() / 100, greatest, least, 100 - tolerance);
      }
      for (std::uint32_t k = n.dependencies; k < n.dependencies_end; ++k) {
        const double x = values[part_[k]];
        probe += x * 0;
        r = std::min(r, x);
      }
      return r + probe;
    };
    const double l = finish(lower, false), u = finish(upper, true);
    lower[n.position] = l;
    upper[n.position] = u;
  });
  refuse<double>(lower, unknown_number);
  refuse<double>(upper, unknown_number);
}

void EvaluationOrder::run_compatible(std::span<std::int32_t> values, const EvaluationParameters& p,
                                     bool hybrid, Cancel cancel) const {
  const std::int32_t least = p.positive ? 0 : -100;
  const auto tolerance = static_cast<std::int32_t>(std::lround(p.tolerance));
  const std::vector<Help> help = hybrid ? helps() : std::vector<Help>();
  Work work(cancel);
  each_node([&](const Node& n) {
    work.step();
    constexpr std::int32_t none = -10000;
    std::int32_t parts = none;
    for (std::uint32_t k = n.parts; k < n.dependencies; ++k) {
      const std::int32_t x = values[part_[k]];
      // A conflict lies below the scale and therefore counts as if there had been no part yet.
      parts = parts < least ? x : n.any ? std::max(parts, x) : std::min(parts, x);
    }
    std::int32_t r = parts >= least ? parts : 0;
    std::int64_t sum = 0;
    bool full = r == 100, denied = r == least, any = false;
    for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) {
      const std::int32_t x = values[source_[k]];
      const std::int32_t c =
          hybrid ? static_cast<std::int32_t>(std::floor(x * p.factors[static_cast<unsigned>(help[k])] + 0.5))
                 : rounded(weight_[k]) * x / 100;
      if (c == 0) continue;
      any = true;
      full |= c == 100;
      denied |= c == least;
      sum += c;
    }
    if (any) {
      r = static_cast<std::int32_t>(std::clamp<std::int64_t>(r + sum, least, 100));
      if (r >= 100 - tolerance && !full) {
        if (sum > 0) r = std::max(parts, 100 - tolerance);
      } else if (r <= least + tolerance && !denied) {
        if (sum < 0 && parts > 100 * least) r = std::min(parts, least + tolerance);
      }
    }
    for (std::uint32_t k = n.dependencies; k < n.dependencies_end; ++k) r = std::min(r, values[part_[k]]);
    values[n.position] = r;
  });
}

void EvaluationOrder::run_words(std::span<Satisfaction> values, Cancel cancel) const {
  const std::vector<Help> help = helps();
  Work work(cancel);
  each_node([&](const Node& n) {
    work.step();
    S r = S::none;
    if (n.parts != n.dependencies) {
      Tally parts;
      for (std::uint32_t k = n.parts; k < n.dependencies; ++k) parts.add(values[part_[k]]);
      r = n.any ? any_of(parts) : all_of(parts);
    }
    if (n.contributions_end != n.contributions) {
      Tally t;
      for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k)
        t.add(passed_on[static_cast<unsigned>(values[source_[k]])][static_cast<unsigned>(help[k])]);
      const S c = combined(t.n);
      r = n.parts != n.dependencies ? joined[static_cast<unsigned>(r)][static_cast<unsigned>(c)] : c;
    }
    for (std::uint32_t k = n.dependencies; k < n.dependencies_end; ++k) {
      const S x = values[part_[k]];
      if (badness[static_cast<unsigned>(x)] > badness[static_cast<unsigned>(r)]) r = x;
    }
    values[n.position] = r;
  });
}

} // namespace northline
