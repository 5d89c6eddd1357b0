#pragma once
// Arithmetic that remembers what it did. Two tapes with the same operations: one keeps slopes, for a reverse
// pass at the point where it was recorded; one keeps steps, to be run again with other numbers.
#include "score/numbers.hpp"

#include <cmath>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace northline {

/// A number with the place it has on a tape; 0: it depends on nothing that is traced.
struct Traced {
  double v = 0;
  std::uint32_t n = 0;
  bool same(const Traced& o) const { return n == o.n && v == o.v; }
};
inline Traced constant(double x) { return {x, 0}; }

inline constexpr double kink = 1e-12; ///< closer than this two sides of a minimum or maximum are equal

/// Every node is a list of (place, slope). Which side of a minimum, maximum or condition counts is decided
/// while recording. At a kink a bound that is no number of the document counts before one that is (the
/// slope is that of the flat side), and of two that are the first.
class SlopeTape {
public:
  static constexpr bool replays = false;
  /// Places below `first_node` are numbers of the document.
  explicit SlopeTape(std::uint32_t first_node) : first_node_(first_node), ends_(1, 0) {}

  Traced number(NumberId id, double v) { return {v, id}; }
  Traced leaf(double v) { return node(v); }

  Traced add(Traced a, Traced b) { return linear(a.v + b.v, a, 1, b, 1); }
  Traced sub(Traced a, Traced b) { return linear(a.v - b.v, a, 1, b, -1); }
  Traced mul(Traced a, Traced b) {
    if (b.n == 0 && b.v == 1) return a;
    if (a.n == 0 && a.v == 1) return b;
    return linear(a.v * b.v, a, b.v, b, a.v);
  }
  Traced div(Traced a, Traced b) {
    if (b.n == 0 && b.v == 1) return a;
    const double q = a.v / b.v;
    return linear(q, a, 1 / b.v, b, -q / b.v);
  }
  Traced sqrt(Traced a) {
    const double r = std::sqrt(a.v);
    return linear(r, a, r != 0 ? 0.5 / r : 0, {}, 0);
  }
  Traced min(Traced a, Traced b) { return {a.v < b.v ? a.v : b.v, first_of(a, b, b.v - a.v) ? a.n : b.n}; }
  Traced max(Traced a, Traced b) { return {a.v > b.v ? a.v : b.v, first_of(a, b, a.v - b.v) ? a.n : b.n}; }
  /// x held in low … high, where it lies already but for rounding and for rare cases.
  Traced hold(Traced x, Traced low, Traced high) {
    if (x.v < low.v - kink) return low;
    if (x.v > high.v + kink) return high;
    x.v = x.v < low.v ? low.v : x.v > high.v ? high.v : x.v;
    return x;
  }
  bool less(Traced a, Traced b) { return a.v < b.v; }
  bool equal(Traced a, Traced b) { return a.v == b.v; }

  /// Sum of w·x over total.
  Traced mean(std::span<const Traced> x, std::span<const Traced> w, Traced total) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += w[i].v * x[i].v;
    const double m = sum / total.v;
    for (std::size_t i = 0; i < x.size(); ++i) {
      slope(x[i], w[i].v / total.v);
      slope(w[i], x[i].v / total.v);
    }
    slope(total, -m / total.v);
    return finish(m);
  }

  /// A sum whose terms come one after another while other nodes are made.
  class Total {
  public:
    explicit Total(SlopeTape& t) : t_(t), slot_(t.open_++) {
      if (t.pool_.size() <= slot_) t.pool_.emplace_back();
      t.pool_[slot_].clear(); // nobody may have asked for the last one's value
    }
    ~Total() { --t_.open_; }
    Total(const Total&) = delete;
    Total& operator=(const Total&) = delete;
    void add(Traced a) { add(a, 1.0); }
    void add(Traced a, double times) {
      v_ += a.v * times;
      if (a.n && times != 0) t_.pool_[slot_].push_back({a.n, times});
    }
    void add(Traced a, Traced b) {
      v_ += a.v * b.v;
      if (a.n && b.v != 0) t_.pool_[slot_].push_back({a.n, b.v});
      if (b.n && a.v != 0) t_.pool_[slot_].push_back({b.n, a.v});
    }
    Traced value() {
      auto& own = t_.pool_[slot_];
      if (own.empty()) return constant(v_);
      if (own.size() == 1 && own[0].slope == 1) {
        const Traced only{v_, own[0].place};
        own.clear();
        return only;
      }
      t_.slopes_.insert(t_.slopes_.end(), own.begin(), own.end());
      own.clear();
      return t_.finish(v_);
    }

  private:
    SlopeTape& t_;
    std::size_t slot_;
    double v_ = 0;
  };

  std::uint32_t mark() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
  void rewind(std::uint32_t mark) {
    ends_.resize(mark + 1);
    slopes_.resize(ends_.back());
  }
  std::uint32_t limit() const { return first_node_ + mark(); }
  /// Takes what is owed to the nodes from `mark` on to what they are made of, and leaves 0 behind.
  void reverse(std::vector<double>& owed, std::uint32_t mark) const {
    for (std::uint32_t k = this->mark(); k-- > mark;) {
      double& own = owed[first_node_ + k];
      const double o = own;
      if (o == 0) continue;
      own = 0;
      for (std::uint32_t i = ends_[k]; i < ends_[k + 1]; ++i) owed[slopes_[i].place] += o * slopes_[i].slope;
    }
  }

protected:
  struct Slope {
    std::uint32_t place;
    double slope;
  };

private:
  static bool first_of(Traced a, Traced b, double ahead) {
    if (ahead > kink) return true;
    if (ahead < -kink) return false;
    if ((a.n == 0) != (b.n == 0)) return a.n == 0;
    return true;
  }
  void slope(Traced a, double d) {
    if (a.n && d != 0) slopes_.push_back({a.n, d});
  }
  Traced node(double v) {
    ends_.push_back(static_cast<std::uint32_t>(slopes_.size()));
    return {v, first_node_ + static_cast<std::uint32_t>(ends_.size()) - 2};
  }
  Traced finish(double v) { return slopes_.size() == ends_.back() ? constant(v) : node(v); }
  Traced linear(double v, Traced a, double da, Traced b, double db) {
    if (!a.n && !b.n) return constant(v);
    if (a.n && da == 1 && (!b.n || db == 0)) return {v, a.n};
    if (b.n && db == 1 && (!a.n || da == 0)) return {v, b.n};
    slope(a, da);
    slope(b, db);
    return finish(v);
  }

protected:
  std::uint32_t first_node_;
  std::vector<std::uint32_t> ends_; ///< of the slopes, by node, after a 0
  std::vector<Slope> slopes_;

private:
  std::vector<std::vector<Slope>> pool_;
  std::size_t open_ = 0;
};

/// Steps in the order in which they are to be done again. Minima, maxima and held values are steps, so that
/// they turn over by themselves; what the code branched on is a guard.
class StepTape {
public:
  static constexpr bool replays = true;
  enum class Do : std::uint8_t { add, sub, mul, div, min, max, sqrt, less, equal };
  struct Step {
    Do what;
    bool outcome; ///< of less and equal
    std::uint32_t a, b;
    bool is_guard() const { return what >= Do::less; }
  };

  /// Only these numbers vary. Places: 0 none, then the numbers, then constants and steps as they come.
  StepTape(std::uint32_t number_limit, std::span<const NumberId> varying) : slot_of_(number_limit, 0) {
    entries_.push_back({});
    for (const NumberId id : varying) {
      slot_of_[id] = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({});
    }
    inputs_ = static_cast<std::uint32_t>(varying.size());
  }

  Traced number(NumberId id, double v) { return {v, slot_of_[id]}; }

  Traced add(Traced a, Traced b) {
    if (!b.n && b.v == 0) return a;
    if (!a.n && a.v == 0) return b;
    return step(Do::add, a, b, a.v + b.v);
  }
  Traced sub(Traced a, Traced b) {
    if (!b.n && b.v == 0) return a;
    return step(Do::sub, a, b, a.v - b.v);
  }
  Traced mul(Traced a, Traced b) {
    if (!b.n && b.v == 1) return a;
    if (!a.n && a.v == 1) return b;
    if ((!b.n && b.v == 0) || (!a.n && a.v == 0)) return constant(0);
    return step(Do::mul, a, b, a.v * b.v);
  }
  Traced div(Traced a, Traced b) {
    if (!b.n && b.v == 1) return a;
    if (!a.n && a.v == 0) return constant(0);
    return step(Do::div, a, b, a.v / b.v);
  }
  Traced sqrt(Traced a) { return step(Do::sqrt, a, a, std::sqrt(a.v)); }
  Traced min(Traced a, Traced b) {
    if (a.same(b)) return a;
    return step(Do::min, a, b, a.v < b.v ? a.v : b.v);
  }
  Traced max(Traced a, Traced b) {
    if (a.same(b)) return a;
    return step(Do::max, a, b, a.v > b.v ? a.v : b.v);
  }
  Traced hold(Traced x, Traced low, Traced high) {
    if (x.same(low) || x.same(high)) return x;
    return min(max(x, low), high);
  }
  bool less(Traced a, Traced b) { return guard(Do::less, a, b, a.v < b.v); }
  bool equal(Traced a, Traced b) { return guard(Do::equal, a, b, a.v == b.v); }

  Traced mean(std::span<const Traced> x, std::span<const Traced> w, Traced total) {
    Total sum(*this);
    for (std::size_t i = 0; i < x.size(); ++i) sum.add(w[i], x[i]);
    return div(sum.value(), total);
  }

  class Total {
  public:
    explicit Total(StepTape& t) : t_(t) {}
    void add(Traced a) {
      if (a.n)
        moving_ = any_ ? t_.add(moving_, a) : a;
      else
        fixed_ += a.v;
      any_ = any_ || a.n;
    }
    void add(Traced a, double times) { add(t_.mul(a, constant(times))); }
    void add(Traced a, Traced b) { add(t_.mul(a, b)); }
    Traced value() { return any_ ? t_.add(moving_, constant(fixed_)) : constant(fixed_); }

  private:
    StepTape& t_;
    Traced moving_;
    double fixed_ = 0;
    bool any_ = false;
  };

  /// What there is at a place: a number, a constant or a step.
  struct Entry {
    bool is_step = false;
    Step step{};
    double value = 0; ///< of a constant
  };
  std::span<const Entry> entries() const { return entries_; }
  std::span<const Step> guards() const { return guards_; }
  std::uint32_t inputs() const { return inputs_; }

private:
  struct Key {
    std::uint64_t places;
    Do what;
    bool operator==(const Key& o) const { return places == o.places && what == o.what; }
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      std::uint64_t h = (k.places + static_cast<std::uint64_t>(k.what)) * 0x9E3779B97F4A7C15ULL;
      return static_cast<std::size_t>(h ^ (h >> 29));
    }
  };
  std::uint32_t place_of(Traced x) {
    if (x.n) return x.n;
    const auto [at, fresh] = constants_.try_emplace(__builtin_bit_cast(std::uint64_t, x.v),
                                                    static_cast<std::uint32_t>(entries_.size()));
    if (fresh) entries_.push_back({false, {}, x.v});
    return at->second;
  }
  Traced step(Do what, Traced a, Traced b, double v) {
    if (!a.n && !b.n) return constant(v);
    const std::uint32_t pa = place_of(a), pb = place_of(b);
    const auto [at, fresh] = steps_.try_emplace(Key{std::uint64_t{pa} << 32 | pb, what},
                                                static_cast<std::uint32_t>(entries_.size()));
    if (fresh) entries_.push_back({true, {what, false, pa, pb}, 0});
    return {v, at->second};
  }
  bool guard(Do what, Traced a, Traced b, bool outcome) {
    if (!a.n && !b.n) return outcome;
    const std::uint32_t pa = place_of(a), pb = place_of(b);
    const auto [at, fresh] = steps_.try_emplace(Key{std::uint64_t{pa} << 32 | pb, what}, 0);
    if (fresh) guards_.push_back({what, outcome, pa, pb});
    return outcome;
  }

  std::vector<std::uint32_t> slot_of_; ///< by number
  std::uint32_t inputs_ = 0;
  std::vector<Entry> entries_;
  std::vector<Step> guards_;
  std::unordered_map<std::uint64_t, std::uint32_t> constants_; ///< by bits
  std::unordered_map<Key, std::uint32_t, Hash> steps_;         ///< what was done already is not done again
};

} // namespace northline
