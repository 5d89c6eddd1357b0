#include "facts/pairwise.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <utility>

namespace northline {
namespace {

// ---- random indices
// --------------------------------------------------------------------------------------

constexpr double saaty[] = {0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59};
constexpr double saaty_1980[] = {0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45,
                                 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
constexpr double chang_sheng[] = {0.52, 0.89, 1.12, 1.26, 1.36, 1.41, 1.46,
                                  1.49, 1.52, 1.54, 1.56, 1.58, 1.59};
constexpr double donegan_dodd[] = {0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213,
                                   1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371};
constexpr std::pair<std::uint32_t, double> donegan_dodd_further[] = {
    {20, 1.5371}, {25, 1.5619}, {30, 1.5772}, {40, 1.5976}, {50, 1.6102},
    {60, 1.6178}, {70, 1.6237}, {80, 1.6277}, {90, 1.6213}, {100, 1.6339}};
constexpr double aguaron_moreno[] = {0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452,
                                     1.484, 1.513, 1.535, 1.555, 1.570, 1.583, 1.595};
constexpr double alonso_lamata[] = {0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499,
                                    1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838};
constexpr RandomIndexTable tables[] = {
    {"saaty", "Saaty 2005", saaty, {}},
    {"saaty-1980", "Saaty 1980", saaty_1980, {}},
    {"donegan-dodd", "Donegan and Dodd 1991", donegan_dodd, donegan_dodd_further},
    {"aguaron-moreno", "Aguarón and Moreno-Jiménez 2003", aguaron_moreno, {}},
    {"alonso-lamata", "Alonso and Lamata 2006", alonso_lamata, {}},
    {"chang-sheng", "Chang-Sheng and others 2013", chang_sheng, {}}};

// ---- linear algebra, small and dense
// ---------------------------------------------------------------------

class Matrix {
public:
  explicit Matrix(std::size_t n) : n_(n), a_(n * n, 0) {}
  std::size_t size() const { return n_; }
  double& operator()(std::size_t i, std::size_t j) { return a_[i * n_ + j]; }
  double operator()(std::size_t i, std::size_t j) const { return a_[i * n_ + j]; }
  /// A x.
  void times(const std::vector<double>& x, std::vector<double>& y) const {
    y.assign(n_, 0);
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) y[i] += a_[i * n_ + j] * x[j];
  }
  Matrix transposed() const {
    Matrix t(n_);
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) t(j, i) = (*this)(i, j);
    return t;
  }

private:
  std::size_t n_;
  std::vector<double> a_;
};

/// Solves m x = b for matrices whose pivots are positive (M-matrices, Laplacians), in place. A pivot that
/// rounding took away is replaced by the least that still counts: then the system was singular, and the
/// solution points where the null space does, which is what its callers look for.
void solve(Matrix& m, std::vector<double>& b, double least_pivot) {
  const std::size_t n = m.size();
  for (std::size_t k = 0; k < n; ++k) {
    if (!(m(k, k) > least_pivot)) m(k, k) = least_pivot;
    for (std::size_t i = k + 1; i < n; ++i) {
      const double f = m(i, k) / m(k, k);
      if (f == 0) continue;
      for (std::size_t j = k + 1; j < n; ++j) m(i, j) -= f * m(k, j);
      b[i] -= f * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= m(k, j) * b[j];
    b[k] /= m(k, k);
  }
}

void to_unit_sum(std::vector<double>& w) {
  const double sum = std::accumulate(w.begin(), w.end(), 0.0);
  for (double& x : w) x /= sum;
}

/// Turns w towards the principal eigenvector. Power iteration, which most sets need a dozen steps of, and
/// where it crawls (matrices close to a circle of preferences) Noda's shifted solves, which converge for
/// every positive matrix and double the right digits at each step.
void principal(const Matrix& a, std::vector<double>& w, Work& work) {
  const std::size_t n = a.size();
  constexpr double tiny = std::numeric_limits<double>::epsilon();
  std::vector<double> next;
  double best = std::numeric_limits<double>::infinity();
  unsigned stalled = 0;
  for (unsigned step = 0; step < 400; ++step) {
    work.step();
    a.times(w, next);
    double low = std::numeric_limits<double>::infinity(), high = 0;
    for (std::size_t i = 0; i < n; ++i) {
      low = std::min(low, next[i] / w[i]);
      high = std::max(high, next[i] / w[i]);
    }
    if (step < 40) {
      to_unit_sum(next);
      w.swap(next);
    }
    const double spread = (high - low) / high;
    if (spread <= tiny * 2) return;
    if (spread < best)
      stalled = 0;
    else if (++stalled == 3 && best <= tiny * 16 * static_cast<double>(n))
      return; // rounding keeps it from coming closer
    best = std::min(best, spread);
    if (step < 40) continue;
    Matrix m(n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) m(i, j) = (i == j ? high : 0) - a(i, j);
    solve(m, w, high * tiny / 8);
    to_unit_sum(w);
  }
}

// ---- filling in
// ------------------------------------------------------------------------------------------

Matrix judged(const Comparisons& c) {
  Matrix a(c.items.size());
  for (std::size_t i = 0; i < c.items.size(); ++i) a(i, i) = 1;
  for (const Judgement& j : c.judgements) {
    a(j.a, j.b) = j.ratio;
    a(j.b, j.a) = 1 / j.ratio;
  }
  return a;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> missing_pairs(const Matrix& a) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < a.size(); ++i)
    for (std::uint32_t j = i + 1; j < a.size(); ++j)
      if (a(i, j) == 0) pairs.emplace_back(i, j);
  return pairs;
}

/// Least squares of the logarithms over what was judged; of a full matrix the geometric means of its rows.
std::vector<double> geometric_means(const Comparisons& c) {
  const std::size_t n = c.items.size();
  if (n == 1) return {1};
  // The first item is held at 0: then the system has one solution.
  Matrix laplacian(n - 1);
  std::vector<double> log(n - 1, 0);
  for (const Judgement& j : c.judgements) {
    const double x = natural_logarithm(j.ratio);
    if (j.a != 0) {
      laplacian(j.a - 1, j.a - 1) += 1;
      log[j.a - 1] += x;
    }
    if (j.b != 0) {
      laplacian(j.b - 1, j.b - 1) += 1;
      log[j.b - 1] -= x;
    }
    if (j.a == 0 || j.b == 0) continue;
    laplacian(j.a - 1, j.b - 1) -= 1;
    laplacian(j.b - 1, j.a - 1) -= 1;
  }
  solve(laplacian, log, 1e-12);
  double most = 0;
  for (const double x : log) most = std::max(most, x);
  std::vector<double> w{exponential(std::max(-most, -690.0))};
  for (const double x : log) w.push_back(exponential(std::max(x - most, -690.0)));
  to_unit_sum(w);
  return w;
}

/// The missing entries that leave the least principal eigenvalue (Bozóki, Fülöp and Rónyai 2010): that
/// eigenvalue is convex in their logarithms and has one least value when judgements join everything. Where it
/// is least, v_i a_ij w_j = v_j a_ji w_i for each of them, v and w being the left and right eigenvector;
/// every step sets them so.
void fill_in(Matrix& a, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& missing,
             std::vector<double> start, Work& work) {
  std::vector<double> w = std::move(start), v;
  for (const double x : w) v.push_back(1 / x);
  to_unit_sum(v);
  for (const auto& [i, j] : missing) {
    a(i, j) = w[i] / w[j];
    a(j, i) = w[j] / w[i];
  }
  for (unsigned step = 0; step < 20000; ++step) {
    principal(a, w, work);
    principal(a.transposed(), v, work);
    double moved = 0;
    for (const auto& [i, j] : missing) {
      const double x = std::sqrt((v[j] * w[i]) / (v[i] * w[j]));
      moved = std::max(moved, std::fabs(x / a(i, j) - 1));
      a(i, j) = x;
      a(j, i) = 1 / x;
    }
    if (moved <= 4e-15) return;
  }
}

// ---- how far the judgements agree
// ------------------------------------------------------------------------

void measure_agreement(const Matrix& a, Weights& r) {
  const std::size_t n = a.size();
  if (n < 3) return;
  // Logarithms that are 0 but for rounding have no sign.
  constexpr double nothing = 1e-12;
  double distance = 0, turned = 0, triples = 0;
  std::vector<double> log(n * n, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (a(i, j) != 0) log[i * n + j] = i < j ? natural_logarithm(a(i, j)) : i > j ? -log[j * n + i] : 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      if (a(i, j) == 0) continue;
      const double direct = log[i * n + j];
      for (std::size_t k = 0; k < n; ++k) {
        if (k == i || k == j || a(i, k) == 0 || a(k, j) == 0) continue;
        const double round = log[i * n + k] + log[k * n + j];
        ++triples;
        distance += std::fabs(direct - round);
        turned += std::fabs(direct) > nothing && std::fabs(round) > nothing && (direct < 0) != (round < 0);
        const double x = a(i, j) / (a(i, k) * a(k, j));
        const double apart = 1 - std::min(x, 1 / x);
        if (apart > nothing) r.koczkodaj = std::max(r.koczkodaj, apart);
      }
    }
  if (triples == 0) {
    r.congruence = r.dissonance = r.koczkodaj = unknown_number;
    return;
  }
  r.congruence = distance / triples;
  r.dissonance = turned / triples;
}

double geometric_index(const Matrix& a, const std::vector<double>& w) {
  const double n = static_cast<double>(a.size());
  if (a.size() < 3) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      const double x = natural_logarithm(a(i, j) * w[j] / w[i]);
      sum += x * x;
    }
  return 2 * sum / ((n - 1) * (n - 2));
}

void find_least_fitting(const Comparisons& c, Weights& r) {
  double worst = 1 + 1e-9;
  for (const Judgement& j : c.judgements) {
    const double says = r.weights[j.a] / r.weights[j.b], x = j.ratio / says, apart = std::max(x, 1 / x);
    if (!(apart > worst)) continue;
    worst = apart;
    r.least = j;
    r.least_says = says;
  }
}

/// What the places of the document call an item.
std::string listed(const Comparisons& c, const std::vector<std::uint32_t>& part) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(part.size(), most); ++i)
    out += fmt::format("{}\"{}\"", i ? ", " : "", c.items[part[i]]);
  if (part.size() > most) out += fmt::format(" and {} more", part.size() - most);
  return out;
}

} // namespace

double natural_logarithm(double x) {
  // x = m 2^e with m around 1; log m by the series of the inverse hyperbolic tangent, which needs few terms.
  int e = 0;
  double m = std::frexp(x, &e);
  if (m < 0.70710678118654752) {
    m *= 2;
    --e;
  }
  const double s = (m - 1) / (m + 1), q = s * s;
  double sum = 0;
  for (int k = 25; k >= 3; k -= 2) sum = (sum + 1.0 / k) * q;
  constexpr double high = 0x1.62e42fefa38p-1, low = 0x1.ef35793c7673p-45; // of log 2
  return e * high + (2 * s + (2 * s * sum + e * low));
}

double exponential(double x) {
  constexpr double high = 0x1.62e42fefa38p-1, low = 0x1.ef35793c7673p-45;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * high) - k * low;
  double sum = 1;
  for (int i = 15; i >= 1; --i) sum = 1 + sum * r / i;
  return std::ldexp(sum, static_cast<int>(k));
}

std::string_view name_of(WeighMethod m) {
  constexpr std::string_view names[] = {"eigenvector", "geometric_mean", "column_average"};
  return names[static_cast<unsigned>(m)];
}
std::string_view name_of(Completion c) {
  return c == Completion::eigenvalue ? std::string_view("eigenvalue") : std::string_view("harker");
}

double RandomIndexTable::of(std::size_t things) const {
  if (things < 3) return 0;
  if (things - 3 < values.size()) return values[things - 3];
  for (std::size_t i = 1; i < further.size(); ++i) {
    if (things > further[i].first) continue;
    const auto& [from, low] = further[i - 1];
    const auto& [to, high] = further[i];
    return low + (high - low) * static_cast<double>(things - from) / static_cast<double>(to - from);
  }
  return unknown_number;
}
std::span<const RandomIndexTable> random_index_tables() { return tables; }
const RandomIndexTable* find_random_index(std::string_view name) {
  for (const RandomIndexTable& t : tables)
    if (t.name == name) return &t;
  return nullptr;
}

std::vector<std::vector<std::uint32_t>> joined_parts(const Comparisons& c) {
  const std::size_t n = c.items.size();
  std::vector<std::uint32_t> first(n);
  std::iota(first.begin(), first.end(), 0U);
  const auto root = [&](std::uint32_t i) {
    while (first[i] != i) i = first[i] = first[first[i]];
    return i;
  };
  for (const Judgement& j : c.judgements) {
    const std::uint32_t a = root(j.a), b = root(j.b);
    first[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::vector<std::uint32_t>> parts;
  std::vector<std::size_t> number(n, n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t r = root(i);
    if (number[r] == n) {
      number[r] = parts.size();
      parts.emplace_back();
    }
    parts[number[r]].push_back(i);
  }
  return parts;
}

std::string unjoined(const Comparisons& c) {
  if (!c.measured.empty()) return {};
  const auto parts = joined_parts(c);
  if (parts.size() < 2) return {};
  constexpr std::size_t most = 6;
  std::string names;
  for (std::size_t i = 0; i < std::min(parts.size(), most); ++i)
    names += fmt::format("{}({})", i ? ", " : "", listed(c, parts[i]));
  if (parts.size() > most) names += fmt::format(" and {} more", parts.size() - most);
  return fmt::format("The judgements do not join what is compared: nothing compares one of these {} groups "
                     "with another: {}. One judgement between each group and the next is enough.",
                     parts.size(), names);
}

Weights weigh(const Comparisons& c, Cancel cancel) {
  const std::size_t n = c.items.size();
  Weights r;
  Work work(cancel);
  if (!c.measured.empty()) { // measured things agree with each other by being measured
    r.weights = c.measured;
    to_unit_sum(r.weights);
    r.eigenvalue = static_cast<double>(n);
    return r;
  }
  if (const std::string message = unjoined(c); !message.empty())
    throw Error(Status::configuration, message, c.pointer, 0, 0, c.at);
  Matrix a = judged(c);
  const auto missing = missing_pairs(a);
  measure_agreement(a, r);
  std::vector<double> geometric = geometric_means(c);
  r.geometric = missing.empty() ? geometric_index(a, geometric) : unknown_number;

  Matrix used = a; // what the eigenvalue is taken of
  if (c.method == WeighMethod::geometric_mean) {
    r.weights = std::move(geometric);
    for (const auto& [i, j] : missing) {
      used(i, j) = r.weights[i] / r.weights[j];
      used(j, i) = r.weights[j] / r.weights[i];
    }
    a = used;
  } else if (c.completion == Completion::harker && !missing.empty()) {
    // Each missing judgement of a row adds the row's own weight once.
    for (const auto& [i, j] : missing) {
      used(i, i) += 1;
      used(j, j) += 1;
    }
    r.weights = std::move(geometric);
    principal(used, r.weights, work);
    for (const auto& [i, j] : missing) {
      a(i, j) = r.weights[i] / r.weights[j];
      a(j, i) = r.weights[j] / r.weights[i];
    }
  } else {
    if (!missing.empty()) fill_in(used, missing, geometric, work);
    a = used;
    r.weights = std::move(geometric);
    if (c.method == WeighMethod::eigenvector) principal(used, r.weights, work);
  }
  if (c.method == WeighMethod::column_average) {
    used = a;
    r.weights.assign(n, 0);
    for (std::size_t j = 0; j < n; ++j) {
      double column = 0;
      for (std::size_t i = 0; i < n; ++i) column += a(i, j);
      for (std::size_t i = 0; i < n; ++i) r.weights[i] += a(i, j) / column;
    }
    to_unit_sum(r.weights);
  }
  for (const auto& [i, j] : missing) r.filled.push_back({i, j, a(i, j)});

  std::vector<double> product;
  used.times(r.weights, product);
  for (std::size_t i = 0; i < n; ++i) r.eigenvalue += product[i] / r.weights[i];
  r.eigenvalue /= static_cast<double>(n);
  const double size = static_cast<double>(n);
  // Rounding may put the eigenvalue of agreeing judgements a hair beside n.
  if (n > 2 && std::fabs(r.eigenvalue - size) > 1e-13 * size) r.index = (r.eigenvalue - size) / (size - 1);
  r.random_index = c.table ? c.table->of(n) : n < 3 ? 0 : c.random_index;
  r.ratio = n < 3 || r.index == 0 ? 0 : r.index / r.random_index;
  find_least_fitting(c, r);
  return r;
}

} // namespace northline
