// The order of an evaluation, and the passes over it. Everything is flat arrays and loops: a cascade may be
// as deep as a document is long.
#include "base/exact_sum.hpp"
#include "facts/components.hpp"
#include "facts/rows.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline {
namespace {

enum class LinkType : std::uint8_t { part, contribution, dependency };

constexpr Kind node_kinds[] = {Kind::vision,  Kind::mission,  Kind::goal,
                               Kind::program, Kind::activity, Kind::capability};

std::vector<std::uint8_t> nodes_of(const View& view) {
  const Presence present(view);
  std::vector<std::uint8_t> node(view.size(), 0);
  for (const Kind k : node_kinds) view.each(k, [&](Element e) { node[e] = present(e); });
  return node;
}

/// Calls f(type, from, to, edge) for every relation between nodes, from what gives to what gets.
template <class F> void each_link(const View& view, const std::vector<std::uint8_t>& node, F&& f) {
  const auto pass = [&](Relation r, const Edge& e) {
    if (!node[e.source] || !node[e.target]) return;
    if (r == Relation::refines)
      f(LinkType::part, e.source, e.target, e);
    else if (r != Relation::depends_on)
      f(LinkType::contribution, e.source, e.target, e);
    else if (view.is(e.source, Kind::goal) && view.is(e.target, Kind::goal))
      f(LinkType::dependency, e.target, e.source, e);
  };
  for (const Relation r :
       {Relation::refines, Relation::supports, Relation::contributes_to, Relation::depends_on}) {
    if (!view.overlay()) {
      const EdgeTable& t = view.base().edges(r);
      for (std::uint32_t i = 0; i < t.size(); ++i) pass(r, {&view.base(), r, i, t.source[i], t.target[i]});
      continue;
    }
    for (const Kind k : node_kinds)
      if (contains(info(r).from, k))
        view.each(k, [&](Element e) {
          for (const Edge& edge : view.out(e, r)) pass(r, edge);
        });
  }
}

Quantity size_of(const View& view, const Edge& e) {
  return e.relation == Relation::supports ? view.get(edge_field::supports::contribution, e)
                                          : view.get(edge_field::contributes_to::contribution, e);
}

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
/// end, then dependencies, which only lower.
double settled(double parts, double contributions, bool full, bool denied, double tolerance) {
  const double upper = full || parts >= 100 ? 100 : std::max(parts, 100 - tolerance);
  const double lower = denied || parts <= -100 ? -100 : std::min(parts, -100 + tolerance);
  const double r = parts + contributions;
  return r > upper ? upper : r < lower ? lower : r; // undecided stays undecided
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

EvaluationOrder::EvaluationOrder(const View& view, std::vector<std::uint8_t> fixed,
                                 const EvaluationParameters& parameters, Cancel cancel) {
  const std::vector<std::uint8_t> node = nodes_of(view);
  const std::uint32_t n = view.size();
  fixed.resize(n, 0);
  cancel.check();

  struct Count {
    std::uint32_t contributions = 0, parts = 0, dependencies = 0;
  };
  std::vector<Count> count(n); // first how many lead to an element, later where the next one goes
  std::vector<std::uint8_t> leads_to_fixed(n, 0);
  bool counted = false;
  const auto outgoing = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    each_link(view, node, [&](LinkType type, Element from, Element to, const Edge&) {
      if (fixed[to]) {
        leads_to_fixed[to] = 1;
        return;
      }
      if (!counted) {
        Count& c = count[to];
        ++(type == LinkType::part           ? c.parts
           : type == LinkType::contribution ? c.contributions
                                            : c.dependencies);
      }
      emit(from, to);
    });
    counted = true;
  });
  std::vector<std::uint32_t> waiting(n);
  for (std::uint32_t e = 0; e < n; ++e)
    waiting[e] = count[e].contributions + count[e].parts + count[e].dependencies;
  cancel.check();

  // Elements without incoming relations come first, then those whose value is given; whatever becomes ready
  // is next. That is the order of the tool that compatible mode is compatible with.
  std::vector<Element> stack;
  const auto each_node = [&](auto&& f) {
    for (const Kind k : node_kinds)
      view.each(k, [&](Element e) {
        if (node[e]) f(e);
      });
  };
  each_node([&](Element e) {
    if (!leads_to_fixed[e] && waiting[e] == 0) stack.push_back(e);
  });
  each_node([&](Element e) {
    if (leads_to_fixed[e]) stack.push_back(e);
  });
  std::reverse(stack.begin(), stack.end());
  Work work(cancel);
  position_.assign(n, no_element);
  while (!stack.empty()) {
    work.step();
    const Element e = stack.back();
    stack.pop_back();
    position_[e] = static_cast<std::uint32_t>(sequence_.size());
    sequence_.push_back(e);
    for (const std::uint32_t to : outgoing[e])
      if (--waiting[to] == 0) stack.push_back(to);
  }
  reached_ = size();
  std::vector<Element> left;
  each_node([&](Element e) {
    if (position_[e] != no_element) return;
    position_[e] = static_cast<std::uint32_t>(sequence_.size());
    sequence_.push_back(e);
    left.push_back(e);
  });
  if (!left.empty()) {
    std::vector<bool> to_itself(left.size());
    const auto edges =
        Grouped<std::uint32_t>::from(static_cast<std::uint32_t>(left.size()), [&](auto&& emit) {
          for (std::uint32_t i = 0; i < left.size(); ++i)
            for (const std::uint32_t to : outgoing[left[i]]) {
              if (to == left[i]) to_itself[i] = true;
              emit(i, position_[to] - reached_);
            }
        });
    std::vector<std::uint32_t> component;
    std::vector<std::uint32_t> members(strong_components(edges, component, cancel), 0);
    for (const std::uint32_t c : component) ++members[c];
    std::vector<std::uint32_t> number(members.size(), no_row);
    Circle downstream{{}, true};
    for (std::uint32_t i = 0; i < left.size(); ++i) {
      const std::uint32_t c = component[i];
      if (members[c] < 2 && !to_itself[i]) {
        downstream.members.push_back(left[i]);
        continue;
      }
      if (number[c] == no_row) {
        number[c] = static_cast<std::uint32_t>(circles_.size());
        circles_.push_back({{}, false});
      }
      circles_[number[c]].members.push_back(left[i]);
    }
    if (!downstream.members.empty()) circles_.push_back(std::move(downstream));
  }

  // Incoming relations in the order of what they lead to.
  computed_.assign(size(), 0);
  Node next{0, 0, 0, 0, false};
  for (std::uint32_t p = 0; p < reached_; ++p) {
    Count& c = count[sequence_[p]];
    if (c.contributions + c.parts + c.dependencies == 0) continue;
    computed_[p] = 1;
    next.position = p;
    next.dependencies = next.parts + c.parts;
    next.any = false;
    if (view.is(sequence_[p], Kind::goal)) {
      const auto d = view.get(field::goal::decomposition, ElementOf<Kind::goal>{sequence_[p]});
      next.any = d == choice::decomposition::or_ || d == choice::decomposition::xor_;
    }
    nodes_.push_back(next);
    const Node here = next;
    next.contributions += c.contributions;
    next.parts = here.dependencies + c.dependencies;
    c = {here.contributions, here.parts, here.dependencies}; // from here on where the next one goes
  }
  for (std::uint32_t p = reached_; p < size(); ++p) {
    computed_[p] = 1;
    fixed[sequence_[p]] = 1; // nothing is computed for them
  }
  next.position = reached_;
  next.dependencies = next.parts;
  nodes_.push_back(next);
  source_.resize(next.contributions);
  weight_.resize(next.contributions);
  part_.resize(next.parts);
  each_link(view, node, [&](LinkType type, Element from, Element to, const Edge& edge) {
    if (fixed[to]) return;
    Count& c = count[to];
    if (type != LinkType::contribution) {
      part_[(type == LinkType::part ? c.parts : c.dependencies)++] = position_[from];
      return;
    }
    const std::uint32_t at = c.contributions++;
    source_[at] = position_[from];
    const Quantity q = size_of(view, edge);
    weight_[at] = q.known() ? q.point() : parameters.contribution;
    if (q.known() && q.exact()) return;
    if (low_.empty()) {
      low_.assign(source_.size(), unknown_number);
      high_.assign(source_.size(), unknown_number);
    }
    low_[at] = q.known() ? q.low : 0; // bare: it helps, and nobody said how much
    high_[at] = q.known() ? q.high : 100;
    if (!q.known()) ++assumed_;
  });

  for (const auto& w : parameters.contribution_words) {
    if (w.target >= position_.size() || w.source >= position_.size()) continue;
    const std::uint32_t to = position_[w.target], from = position_[w.source];
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end() - 1, to,
                                     [](const Node& x, std::uint32_t p) { return x.position < p; });
    if (at == nodes_.end() - 1 || at->position != to) continue;
    for (std::uint32_t i = at->contributions; i < (at + 1)->contributions; ++i)
      if (source_[i] == from) words_.push_back({i, w.word});
  }
  std::sort(words_.begin(), words_.end());
}

Help EvaluationOrder::help(std::uint32_t contribution) const {
  const auto at = std::lower_bound(words_.begin(), words_.end(), std::pair{contribution, Help::make});
  if (at != words_.end() && at->first == contribution) return at->second;
  return help_of(weight_[contribution]);
}

void EvaluationOrder::run_weighted(std::span<double> out, const double* weights, double tolerance,
                                   Cancel cancel) const {
  bool undecided = false;
  for (std::uint32_t p = 0; p < reached_; ++p) undecided |= !computed_[p] && std::isnan(out[p]);
  undecided ? run_values<true>(out.data(), weights, tolerance, cancel)
            : run_values<false>(out.data(), weights, tolerance, cancel);
  refuse<double>(out, unknown_number);
}

/// Comparing loses what is undecided; where there is any, it is carried along beside.
template <bool undecided>
void EvaluationOrder::run_values(double* values, const double* weights, double tolerance,
                                 Cancel cancel) const {
  const std::uint32_t* const part = part_.data();
  constexpr double infinite = std::numeric_limits<double>::infinity();
  Work work(cancel);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    work.step();
    const Node &n = nodes_[i], &end = nodes_[i + 1];
    double parts = 0, probe = 0;
    if (n.parts != n.dependencies) {
      const double sign = n.any ? -1 : 1; // the greatest is the least of the opposites
      parts = infinite;
      for (std::uint32_t k = n.parts; k < n.dependencies; ++k) {
        const double x = values[part[k]] * sign;
        if constexpr (undecided) probe += x * 0;
        parts = x < parts ? x : parts;
      }
      parts = parts * sign + 0; // no minus before nothing
    }
    double r = parts;
    if (const std::uint32_t m = end.contributions - n.contributions; m != 0) {
      const std::uint32_t* const source = source_.data() + n.contributions;
      const double* const weight = weights + n.contributions;
      double sum = 0, missing = 0, lost = 0, greatest = -infinite, least = infinite;
      for (std::uint32_t k = 0; k < m; ++k) {
        const double x = values[source[k]] * weight[k], s = sum + x, back = s - sum;
        const double away = (sum - (s - back)) + (x - back); // what rounding took away (Knuth)
        missing += away;
        lost += std::fabs(away);
        greatest = x > greatest ? x : greatest;
        least = x < least ? x : least;
        sum = s;
      }
      // The sum is to be the exact one, rounded once, so that the order of relations changes no digit. What
      // is still uncertain of the missing part hardly ever decides the last digit.
      const double slack = lost * m * 0x1p-51;
      const double low = sum + (missing - slack), high = sum + (missing + slack);
      sum = low == high || (undecided && std::isnan(sum)) ? high : exact_products(values, source, weight, m);
      r = settled(parts, sum / 100, greatest >= 10000, least <= -10000, tolerance);
    }
    for (std::uint32_t k = n.dependencies; k < end.parts; ++k) {
      const double x = values[part[k]];
      if constexpr (undecided) probe += x * 0;
      r = x < r ? x : r;
    }
    values[n.position] = undecided ? r + probe : r;
  }
}

void EvaluationOrder::run(std::span<double> values, double tolerance, Cancel cancel) const {
  run_weighted(values, weight_.data(), tolerance, cancel);
}

void EvaluationOrder::run_hybrid(std::span<double> values, const EvaluationParameters& p,
                                 Cancel cancel) const {
  std::vector<double> weights(weight_.size());
  for (std::uint32_t i = 0; i < weights.size(); ++i)
    weights[i] = 100 * p.factors[static_cast<unsigned>(help(i))];
  run_weighted(values, weights.data(), p.tolerance, cancel);
}

void EvaluationOrder::run_bounds(std::span<double> lower, std::span<double> upper, double tolerance,
                                 Cancel cancel) const {
  Work work(cancel);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    work.step();
    const Node &n = nodes_[i], &end = nodes_[i + 1];
    const bool has_contributions = end.contributions != n.contributions;
    // The whole is monotone in every contribution and every part, so each end follows from the ends below.
    const auto finish = [&](std::span<double> values, bool high) {
      double parts = 0, probe = 0;
      for (std::uint32_t k = n.parts; k < n.dependencies; ++k) {
        const double x = values[part_[k]];
        probe += x * 0;
        parts = k == n.parts ? x : n.any ? std::max(parts, x) : std::min(parts, x);
      }
      double r = parts;
      if (has_contributions) {
        ExactSum sum;
        bool full = false, denied = false;
        for (std::uint32_t k = n.contributions; k < end.contributions; ++k) {
          const bool exact = low_.empty() || std::isnan(low_[k]);
          const double a = exact ? weight_[k] : low_[k], b = exact ? weight_[k] : high_[k];
          const double vl = lower[source_[k]], vu = upper[source_[k]];
          const double e[] = {a * vl, a * vu, b * vl, b * vu};
          const double x = high ? std::max({e[0], e[1], e[2], e[3]}) : std::min({e[0], e[1], e[2], e[3]});
          probe += (vl + vu) * 0;
          full |= x >= 10000;
          denied |= x <= -10000;
          if (!std::isnan(x)) sum.add(x);
        }
        r = settled(parts, sum.value() / 100, full, denied, tolerance);
      }
      for (std::uint32_t k = n.dependencies; k < end.parts; ++k) {
        const double x = values[part_[k]];
        probe += x * 0;
        r = std::min(r, x);
      }
      return r + probe;
    };
    const double l = finish(lower, false), u = finish(upper, true);
    lower[n.position] = l;
    upper[n.position] = u;
  }
  refuse<double>(lower, unknown_number);
  refuse<double>(upper, unknown_number);
}

void EvaluationOrder::run_compatible(std::span<std::int32_t> values, const EvaluationParameters& p,
                                     bool hybrid, Cancel cancel) const {
  const std::int32_t least = p.positive ? 0 : -100;
  const auto tolerance = static_cast<std::int32_t>(std::lround(p.tolerance));
  Work work(cancel);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    work.step();
    const Node &n = nodes_[i], &end = nodes_[i + 1];
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
    for (std::uint32_t k = n.contributions; k < end.contributions; ++k) {
      const std::int32_t x = values[source_[k]];
      const std::int32_t c =
          hybrid ? static_cast<std::int32_t>(std::floor(x * p.factors[static_cast<unsigned>(help(k))] + 0.5))
                 : static_cast<std::int32_t>(std::lround(weight_[k])) * x / 100;
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
    for (std::uint32_t k = n.dependencies; k < end.parts; ++k) r = std::min(r, values[part_[k]]);
    values[n.position] = r;
  }
}

void EvaluationOrder::run_words(std::span<Satisfaction> values, Cancel cancel) const {
  Work work(cancel);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    work.step();
    const Node &n = nodes_[i], &end = nodes_[i + 1];
    S r = S::none;
    if (n.parts != n.dependencies) {
      Tally parts;
      for (std::uint32_t k = n.parts; k < n.dependencies; ++k) parts.add(values[part_[k]]);
      r = n.any ? any_of(parts) : all_of(parts);
    }
    if (end.contributions != n.contributions) {
      Tally t;
      for (std::uint32_t k = n.contributions; k < end.contributions; ++k)
        t.add(passed_on[static_cast<unsigned>(values[source_[k]])][static_cast<unsigned>(help(k))]);
      const S c = combined(t.n);
      r = n.parts != n.dependencies ? joined[static_cast<unsigned>(r)][static_cast<unsigned>(c)] : c;
    }
    for (std::uint32_t k = n.dependencies; k < end.parts; ++k) {
      const S x = values[part_[k]];
      if (badness[static_cast<unsigned>(x)] > badness[static_cast<unsigned>(r)]) r = x;
    }
    values[n.position] = r;
  }
}

} // namespace northline
