#pragma once
// The arithmetic of the score once more (docs/scores-definition.md), over traced numbers. What no number of
// the document enters, such as who owns a goal or which policies stand, comes from the result of score().
// Whoever records includes tracer_load.hpp, which has the rest.
#include "score/engine.hpp"
#include "score/explain.hpp"
#include "score/tape.hpp"

#include <limits>

namespace northline {

/// A value between 0 and 1 with its bounds; a score that is NaN is unknown. How much is known is not traced.
struct TracedValue {
  Traced score{unknown_number, 0}, lower, upper;
  bool scored() const { return known(score.v); }
  bool settled() const { return score.same(lower) && score.same(upper); }
};

struct TracedWeight {
  Traced low, high, point;
  bool given;
};

template <class Tape> class Tracer {
public:
  Tracer(const View& view, const ScoreParameters& parameters, const ScoreOptions& options,
         const ScoreResult& result, Tape& tape)
      : tape_(tape), engine_(view, parameters, options), view_(engine_.view()), numbers_(view_),
        parameters_(parameters), result_(result) {
    read_parameters();
    size_edges();
    trace_sights();
    trace_contributions();
    trace_people();
    trace_addresses();
    trace_needs();
    trace_channels();
    trace_schedule();
    trace_load();
    importances_.resize(engine_.goals().rows().size());
    for (std::uint32_t row = 0; row < importances_.size(); ++row) {
      const ElementOf<Kind::goal> g{engine_.goals().rows().at(row)};
      importances_[row] = number(NumberColumn::goal_importance, g, view_.get(field::goal::importance, g));
    }
    unit_slot_.assign(engine_.unit_count(), {0, 0});
    insight_slot_.assign(insight_rows_.size(), {0, 0});
    channel_slot_.assign(channel_rows_.size(), {0, 0});
    touch_slot_.assign(channel_rows_.size(), {0, 0});
    reach_.resize(engine_.goals().component_count());
    component_mark_.assign(engine_.goals().component_count(), 0);
  }

  const Numbers& numbers() const { return numbers_; }
  ScoreEngine& engine() { return engine_; }

  /// Records one scored goal with its dimensions; those that do not apply stay as they are.
  TracedValue goal(const GoalScore& known_score, TracedValue (&dimensions)[dimension_count]) {
    focus(engine_.goals().rows().of(known_score.goal), known_score);
    TracedValue parts[dimension_count];
    Traced weights[dimension_count];
    unsigned n = 0;
    for (unsigned d = 0; d < dimension_count; ++d) {
      const Dimension dimension = static_cast<Dimension>(d);
      if (!known_score.applies(dimension)) continue;
      dimensions[d] = trace_dimension(dimension);
      parts[n] = dimensions[d];
      weights[n++] = dimension_weights_[d];
    }
    return combine({parts, n}, {weights, n});
  }

  /// The overall score from those of the goals, in the order of the result.
  TracedValue together(std::span<const TracedValue> goals) {
    if (goals.empty()) return unknown_in(0, 1);
    const GoalGraph& graph = engine_.goals();
    std::vector<std::uint32_t> place(graph.rows().size(), no_row);
    for (std::size_t i = 0; i < result_.goals.size(); ++i)
      place[graph.rows().of(result_.goals[i].goal)] = static_cast<std::uint32_t>(i);
    std::vector<TracedValue> tree(goals.size()), parts;
    std::vector<std::uint32_t> children;
    std::vector<Traced> written;
    std::vector<TracedWeight> weights;
    for (std::uint32_t c = graph.component_count(); c-- > 0;)
      for (const std::uint32_t row : graph.members(c)) {
        const std::uint32_t at = place[row];
        if (at == no_row) continue;
        children.clear();
        for (const std::uint32_t child : graph.below(row))
          if (place[child] != no_row && graph.component(child) != c) children.push_back(child);
        std::sort(children.begin(), children.end());
        children.erase(std::unique(children.begin(), children.end()), children.end());
        tree[at] = goals[at];
        if (children.empty()) continue;
        parts.clear();
        written.clear();
        for (const std::uint32_t child : children) {
          parts.push_back(tree[place[child]]);
          written.push_back(importances_[child]);
        }
        weights_of(written, 100, weights);
        const TracedValue two[2] = {goals[at], weighted_mean(parts, weights)};
        const Traced shares[2] = {own_share_, tape_.sub(constant(1), own_share_)};
        tree[at] = mean(two, shares);
        called(two[1], [&] { return "the parts of " + node_name(view_, graph.rows().at(row)); });
        called(tree[at], [&] { return node_name(view_, graph.rows().at(row)) + " with its parts"; });
      }
    parts.clear();
    written.clear();
    for (std::uint32_t row = 0; row < place.size(); ++row) {
      if (place[row] == no_row) continue;
      bool top = true;
      for (const GoalEdge& e : graph.above(row))
        if (place[e.goal] != no_row && graph.component(e.goal) != graph.component(row)) top = false;
      if (!top) continue;
      parts.push_back(tree[place[row]]);
      written.push_back(importances_[row]);
    }
    weights_of(written, 100, weights);
    return weighted_mean(parts, weights);
  }

private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  struct Kept {
    bool given = false;
    TracedValue value;
  };
  struct TracedSize {
    Traced low, high;
    bool known;
  };
  struct TracedSpan {
    Traced low, high;
  };
  struct Mark {
    std::uint32_t mark, slot;
  };

  /// Tapes that keep names are told what a value is; for the others no words are made.
  template <class F> void called(const Traced& t, F&& words) {
    if constexpr (requires { tape_.call(t, std::string()); })
      if (t.n) tape_.call(t, words());
  }
  template <class F> void called(const TracedValue& v, F&& words) {
    called(v.score, words);
    called(v.lower, [&] { return words() + ", at least"; });
    called(v.upper, [&] { return words() + ", at most"; });
  }

  // ---- numbers of the document ----------------------------------------------------------------------------

  template <class Where> Traced number(NumberColumn c, const Where& where, double value) {
    return known(value) ? tape_.number(numbers_.of(c, where), value) : constant(unknown_number);
  }
  template <class Where> Traced number(NumberColumn c, const Where& where, const Quantity& q, double other) {
    return q.known() ? tape_.number(numbers_.of(c, where), q.point()) : constant(other);
  }
  Traced scoring(ScoringNumber s, double value) {
    const NumberId id = numbers_.of(s);
    return numbers_.written(id) ? tape_.number(id, value) : constant(value);
  }
  void read_parameters() {
    const ScoreParameters& p = parameters_;
    no_findings_ = scoring(ScoringNumber::no_findings, p.no_findings);
    late_assessment_ = scoring(ScoringNumber::late_assessment, p.late_assessment);
    validity_days_ = scoring(ScoringNumber::validity_days, p.validity_days);
    slack_worth_ = scoring(ScoringNumber::slack_worth, p.slack_worth);
    group_owner_ = scoring(ScoringNumber::group_owner, p.group_owner);
    no_outcome_ = scoring(ScoringNumber::no_outcome, p.no_outcome);
    own_share_ = scoring(ScoringNumber::own_share, p.own_share);
    for (unsigned a = 0; a < 4; ++a)
      leaf_weights_[a] = scoring(
          static_cast<ScoringNumber>(static_cast<unsigned>(ScoringNumber::leaf_culture) + a), p.leaves[a]);
    for (unsigned d = 0; d < dimension_count; ++d) {
      const NumberId id = numbers_.weight_of(static_cast<Dimension>(d));
      dimension_weights_[d] = numbers_.written(id) ? tape_.number(id, p.weights[d]) : constant(p.weights[d]);
    }
  }

  // ---- values with bounds ---------------------------------------------------------------------------------

  static TracedValue exactly(Traced x) { return {x, x, x}; }
  static TracedValue unknown_in(Traced low, Traced high) { return {constant(unknown_number), low, high}; }
  static TracedValue unknown_in(double low, double high) { return unknown_in(constant(low), constant(high)); }
  static TracedValue untraced(const Bounded& v) {
    return {constant(v.score), constant(v.lower), constant(v.upper)};
  }
  TracedValue held(TracedValue v) {
    if (v.scored()) v.score = tape_.hold(v.score, v.lower, v.upper);
    return v;
  }
  TracedValue determined(const TracedValue& v) {
    if (v.lower.same(v.upper)) return exactly(v.lower);
    if (v.scored()) return held(v);
    if (tape_.equal(v.lower, v.upper)) return {v.lower, v.lower, v.upper};
    return v;
  }
  bool is_zero(Traced x) { return tape_.equal(x, constant(0)); }
  Traced complement(Traced x) { return tape_.sub(constant(1), x); }

  void weights_of(std::span<const Traced> written, double top, std::vector<TracedWeight>& weights) {
    weights.clear();
    typename Tape::Total sum(tape_);
    std::size_t given = 0;
    for (const Traced& w : written)
      if (known(w.v)) {
        sum.add(w);
        ++given;
      }
    if (given == 0) {
      const Traced one = constant(1);
      weights.assign(written.size(), {one, one, one, true});
      return;
    }
    Traced middle;
    if (given != written.size()) middle = tape_.div(sum.value(), constant(static_cast<double>(given)));
    for (const Traced& w : written)
      weights.push_back(known(w.v) ? TracedWeight{w, w, w, true}
                                   : TracedWeight{constant(0), constant(top), middle, false});
  }

  /// The mean of parts by weights that are all given, or by the points of those that are not.
  TracedValue mean(std::span<const TracedValue> parts, std::span<const Traced> given) {
    if (parts.size() == 1) return parts[0];
    bool settled = true, alike = true, all_scored = true, any_scored = false;
    for (const TracedValue& p : parts) {
      settled = settled && p.settled();
      alike = alike && p.settled() && p.score.same(parts[0].score) && p.score.n == 0;
      all_scored = all_scored && p.scored();
      any_scored = any_scored || p.scored();
    }
    if (alike && any_scored) return parts[0]; // whatever the weights are
    typename Tape::Total sum(tape_);
    for (const Traced& w : given) sum.add(w);
    Traced total = sum.value();
    ws_.assign(given.begin(), given.end());
    if (is_zero(total)) {
      total = constant(static_cast<double>(parts.size()));
      std::fill(ws_.begin(), ws_.end(), constant(1));
    }
    xs_.resize(parts.size());
    const auto average = [&](auto&& get) {
      for (std::size_t i = 0; i < parts.size(); ++i) xs_[i] = get(parts[i]);
      return tape_.mean(xs_, ws_, total);
    };
    TracedValue m;
    if (settled) return exactly(average([](const TracedValue& p) { return p.score; }));
    m.lower = average([](const TracedValue& p) { return p.lower; });
    m.upper = average([](const TracedValue& p) { return p.upper; });
    if (all_scored) {
      m.score = average([](const TracedValue& p) { return p.score; });
    } else if (any_scored) {
      typename Tape::Total divisor(tape_), plain(tape_), weighted(tape_);
      double n = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].scored()) continue;
        divisor.add(ws_[i]);
        plain.add(parts[i].score);
        weighted.add(ws_[i], parts[i].score);
        ++n;
      }
      const Traced by = divisor.value(), top = weighted.value(), flat = plain.value();
      const Traced among = is_zero(by) ? tape_.div(flat, constant(n)) : tape_.div(top, by);
      m.score = average(
          [&](const TracedValue& p) { return p.scored() ? p.score : tape_.hold(among, p.lower, p.upper); });
    }
    return m;
  }

  TracedValue plain_mean(std::span<const TracedValue> parts) {
    ones_.assign(parts.size(), constant(1));
    return mean(parts, ones_);
  }

  TracedValue weighted_mean(std::span<const TracedValue> parts, std::span<const TracedWeight> weights) {
    if (parts.size() == 1 && weights[0].given) return held(parts[0]);
    points_.clear();
    bool all_given = true;
    for (const TracedWeight& w : weights) {
      points_.push_back(w.point);
      all_given = all_given && w.given;
    }
    TracedValue m = mean(parts, points_);
    if (all_given) return m;
    std::vector<Traced> bounds;
    for (const TracedValue& p : parts) bounds.push_back(p.lower);
    m.lower = extreme_mean(bounds, weights, true);
    bounds.clear();
    for (const TracedValue& p : parts) bounds.push_back(p.upper);
    m.upper = extreme_mean(bounds, weights, false);
    return held(m);
  }

  Traced extreme_mean(std::span<const Traced> values, std::span<const TracedWeight> weights, bool least) {
    typename Tape::Total first(tape_), first_weighted(tape_), first_plain(tape_);
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      const Traced w = weights[i].given ? weights[i].point : weights[i].low;
      first.add(w);
      first_weighted.add(w, values[i]);
      first_plain.add(values[i]);
      if (!weights[i].given) open.push_back(i);
    }
    std::sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (values[a].v != values[b].v) return least ? values[a].v < values[b].v : values[a].v > values[b].v;
      if (weights[a].high.v != weights[b].high.v) return weights[a].high.v < weights[b].high.v;
      return weights[a].low.v < weights[b].low.v;
    });
    if constexpr (Tape::replays) // the order stands as long as no neighbour is overtaken
      for (std::size_t i = 1; i < open.size(); ++i) {
        const Traced a = values[open[i - 1]], b = values[open[i]];
        if (!a.same(b)) static_cast<void>(least ? tape_.less(b, a) : tape_.less(a, b));
      }
    const Traced plain = tape_.div(first_plain.value(), constant(static_cast<double>(values.size())));
    Traced total = first.value(), weighted = first_weighted.value(), best;
    const auto choose = [&](bool begin) {
      const Traced m = is_zero(total) ? plain : tape_.div(weighted, total);
      best = begin ? m : least ? tape_.min(best, m) : tape_.max(best, m);
    };
    choose(true);
    for (const std::uint32_t i : open) {
      const Traced more = tape_.sub(weights[i].high, weights[i].low);
      total = tape_.add(total, more);
      weighted = tape_.add(weighted, tape_.mul(more, values[i]));
      choose(false);
    }
    return best;
  }

  TracedValue combine(std::span<const TracedValue> parts, std::span<const Traced> weights) {
    if (parameters_.aggregate == Aggregate::mean) return mean(parts, weights);
    Traced w[dimension_count];
    bool any = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      w[i] = weights[i];
      any = !is_zero(weights[i]) || any;
    }
    if (!any) std::fill(w, w + parts.size(), constant(1));
    const auto together_of = [&](auto&& get) {
      Traced values[dimension_count], kept[dimension_count];
      std::size_t n = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const Traced x = get(parts[i]);
        if (w[i].v == 0 || !known(x.v)) continue;
        values[n] = x;
        kept[n++] = w[i];
      }
      if (n == 0) return constant(unknown_number);
      if (parameters_.aggregate == Aggregate::power) return power_mean({values, n}, {kept, n});
      Traced least = values[0];
      for (std::size_t i = 1; i < n; ++i) least = tape_.min(least, values[i]);
      return least;
    };
    TracedValue v;
    v.lower = together_of([](const TracedValue& b) { return b.lower; });
    v.upper = together_of([](const TracedValue& b) { return b.upper; });
    const Traced among = together_of([](const TracedValue& b) { return b.score; });
    v.score = together_of([&](const TracedValue& b) {
      return b.scored() || !known(among.v) ? b.score : tape_.hold(among, b.lower, b.upper);
    });
    return held(v);
  }

  Traced power_mean(std::span<const Traced> values, std::span<const Traced> weights) {
    const double p = parameters_.power, size = std::fabs(p);
    typename Tape::Total total(tape_), sum(tape_);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (p < 0 && is_zero(values[i])) return constant(0);
      Traced y = values[i];
      if (size == 0.5) y = tape_.sqrt(y);
      if (size >= 2) y = tape_.mul(y, y);
      if (size == 4) y = tape_.mul(y, y);
      total.add(weights[i]);
      sum.add(weights[i], p < 0 ? tape_.div(constant(1), y) : y);
    }
    const Traced t = total.value(), s = sum.value();
    Traced m = p < 0 ? tape_.div(t, s) : tape_.div(s, t);
    if (size == 0.5) m = tape_.mul(m, m);
    if (size >= 2) m = tape_.sqrt(m);
    if (size == 4) m = tape_.sqrt(m);
    return m;
  }

  // ---- graphs ---------------------------------------------------------------------------------------------

  /// +1, -1 or 0 for a contribution that is given.
  int sign(Traced c) {
    if (tape_.less(constant(0), c)) return 1;
    return tape_.less(c, constant(0)) ? -1 : 0;
  }

  void size_edges() {
    const GoalGraph& graph = engine_.goals();
    const Rows& rows = graph.rows();
    struct Family {
      Traced total;
      std::uint32_t parts = 0, given = 0;
    };
    std::vector<Family> families(rows.size());
    for (std::uint32_t g = 0; g < rows.size(); ++g) {
      const Element goal = rows.at(g);
      if (!engine_.is_present(goal)) continue;
      typename Tape::Total total(tape_);
      for (const Edge& e : view_.in(goal, Relation::refines)) {
        if (e.source == goal || !engine_.is_present(e.source)) continue;
        ++families[g].parts;
        const Traced w = number(NumberColumn::refines, e, view_.get(edge_field::refines::weight, e));
        if (!known(w.v)) continue;
        ++families[g].given;
        total.add(w);
      }
      families[g].total = total.value();
    }
    for (std::uint32_t g = 0; g < rows.size(); ++g) {
      const Element goal = rows.at(g);
      if (!engine_.is_present(goal)) continue;
      for (const Edge& e : view_.out(goal, Relation::refines)) {
        if (e.target == goal || !engine_.is_present(e.target)) continue;
        const Family& f = families[rows.of(e.target)];
        const Traced w = number(NumberColumn::refines, e, view_.get(edge_field::refines::weight, e));
        sizes_.push_back(part_size(f.total, f.parts, f.given, w));
      }
      for (const Edge& e : view_.out(goal, Relation::supports)) {
        if (e.target == goal || !engine_.is_present(e.target) || !view_.is(e.target, Kind::goal)) continue;
        const Quantity c = view_.get(edge_field::supports::contribution, e);
        if (!c.known()) {
          sizes_.push_back({constant(0), constant(1), false});
          continue;
        }
        const Traced x = number(NumberColumn::supports, e, c, 0);
        if (sign(x) <= 0) continue;
        const Traced size = tape_.div(x, constant(100));
        sizes_.push_back({size, size, true});
      }
    }
    for (std::uint32_t g = 0; g < rows.size() && !edges_; ++g)
      if (!graph.above(g).empty()) edges_ = graph.above(g).data();
  }

  TracedSize part_size(Traced total, std::uint32_t parts, std::uint32_t given, Traced weight) {
    const std::uint32_t missing = parts - given;
    const Traced equal = constant(1.0 / parts);
    if (given == 0) return {equal, equal, true};
    if (missing == 0) {
      if (is_zero(total)) return {equal, equal, true};
      const Traced share = tape_.div(weight, total);
      return {share, share, true};
    }
    const Traced hundred = constant(100);
    if (!known(weight.v)) return {constant(0), tape_.div(hundred, tape_.add(hundred, total)), false};
    if (is_zero(weight)) return {constant(0), constant(0), false};
    return {tape_.div(weight, tape_.add(total, constant(100.0 * missing))), tape_.div(weight, total), false};
  }
  const TracedSize& size_of(const GoalEdge& e) const { return sizes_[static_cast<std::size_t>(&e - edges_)]; }

  struct TracedSight {
    Traced positive_low, positive_high, negative_low, negative_high;
  };

  /// Sizes matter for direction only where a goal leads to the tops for better and for worse.
  void trace_sights() {
    const GoalGraph& graph = engine_.goals();
    const Rows& rows = graph.rows();
    const std::uint32_t n = rows.size();
    const LineOfSight& sight = engine_.sight();
    if constexpr (Tape::replays) { // which goals there are to worry about is decided by signs
      for (std::uint32_t g = 0; g < n; ++g) guard_signs(rows.at(g));
      view_.each(Kind::mission, [&](Element m) { guard_signs(m); });
    }
    bool mixed = false;
    for (std::uint32_t g = 0; g < n && sight.has_tops(); ++g)
      if (engine_.is_present(rows.at(g)))
        mixed = mixed || (sight.of_row(g).positive && sight.of_row(g).negative);
    if (!mixed) return;

    Kind top = Kind::mission;
    view_.each(Kind::vision, [&](Element e) { top = engine_.is_present(e) ? Kind::vision : top; });
    const Traced zero, one = constant(1);
    const TracedSight at_top{one, one, zero, zero};
    const auto each_support = [&](Element from, auto&& f) {
      for (const Edge& e : view_.out(from, Relation::supports)) {
        if (e.target == from || !engine_.is_present(e.target)) continue;
        const Quantity c = view_.get(edge_field::supports::contribution, e);
        if (!c.known()) {
          f(e.target, constant(0), constant(1), true);
          continue;
        }
        if (c.point() == 0) continue;
        const Traced x = number(NumberColumn::supports, e, c, 0);
        const Traced size = tape_.div(x, constant(c.point() > 0 ? 100 : -100));
        f(e.target, size, size, c.point() > 0);
      }
    };
    struct Gathered {
      typename Tape::Total positive_low, positive_high, negative_low, negative_high;
      explicit Gathered(Tape& t) : positive_low(t), positive_high(t), negative_low(t), negative_high(t) {}
      void add(const TracedSight& to, Traced low, Traced high, bool good) {
        (good ? positive_low : negative_low).add(low, to.positive_low);
        (good ? positive_high : negative_high).add(high, to.positive_high);
        (good ? negative_low : positive_low).add(low, to.negative_low);
        (good ? negative_high : positive_high).add(high, to.negative_high);
      }
      TracedSight value() {
        return {positive_low.value(), positive_high.value(), negative_low.value(), negative_high.value()};
      }
    };
    const Rows missions(view_, Kind::mission);
    std::vector<TracedSight> mission_sights(missions.size());
    for (std::uint32_t m = 0; m < missions.size(); ++m) {
      if (!engine_.is_present(missions.at(m))) continue;
      if (top == Kind::mission) {
        mission_sights[m] = at_top;
        continue;
      }
      Gathered sum(tape_);
      each_support(missions.at(m), [&](Element to, Traced low, Traced high, bool good) {
        if (view_.is(to, Kind::vision)) sum.add(at_top, low, high, good);
      });
      mission_sights[m] = sum.value();
    }
    // The circles of these edges, negative ones among them, are not those of "directly below".
    const auto edges = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
      for (std::uint32_t g = 0; g < n; ++g) {
        const Element goal = rows.at(g);
        if (!engine_.is_present(goal)) continue;
        for (const Edge& e : view_.out(goal, Relation::refines))
          if (e.target != goal && engine_.is_present(e.target)) emit(g, rows.of(e.target));
        for (const Edge& e : view_.out(goal, Relation::supports)) {
          if (e.target == goal || !engine_.is_present(e.target) || !view_.is(e.target, Kind::goal)) continue;
          const Quantity c = view_.get(edge_field::supports::contribution, e);
          if (!c.known() || c.point() != 0) emit(g, rows.of(e.target));
        }
      }
    });
    std::vector<std::uint32_t> component;
    const std::uint32_t count = strong_components(edges, component, {});
    const auto members = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
      for (std::uint32_t g = 0; g < n; ++g) emit(component[g], g);
    });
    sights_.resize(n);
    for (std::uint32_t c = 0; c < count; ++c) {
      Gathered sum(tape_);
      bool turned = false;
      for (const std::uint32_t g : members[c]) {
        const Element goal = rows.at(g);
        if (!engine_.is_present(goal)) continue;
        for (const Edge& e : view_.out(goal, Relation::refines)) {
          if (e.target == goal || !engine_.is_present(e.target)) continue;
          const std::uint32_t to = rows.of(e.target);
          if (component[to] != c) sum.add(sights_[to], one, one, true);
        }
        each_support(goal, [&](Element to, Traced low, Traced high, bool good) {
          if (view_.is(to, Kind::goal)) {
            if (component[rows.of(to)] == c)
              turned = turned || !good;
            else
              sum.add(sights_[rows.of(to)], low, high, good);
          } else if (view_.is(to, Kind::mission)) {
            sum.add(mission_sights[missions.of(to)], low, high, good);
          } else if (top == Kind::vision) {
            sum.add(at_top, low, high, good);
          }
        });
      }
      TracedSight s = sum.value();
      if (turned) {
        const Traced all = tape_.add(s.positive_high, s.negative_high);
        s = {zero, all, zero, all};
      }
      for (const std::uint32_t g : members[c]) sights_[g] = s;
    }
  }
  void guard_signs(Element from) {
    if (!engine_.is_present(from)) return;
    for (const Edge& e : view_.out(from, Relation::supports))
      if (const Quantity c = view_.get(edge_field::supports::contribution, e); c.known())
        static_cast<void>(sign(number(NumberColumn::supports, e, c, 0)));
  }

  TracedValue direction() {
    const Sight* s = engine_.sight().has_tops() ? &engine_.sight().of_row(goal_row_) : nullptr;
    if (!s || sights_.empty() || !s->positive || !s->negative) return given(Dimension::direction);
    const TracedSight& t = sights_[goal_row_];
    const auto proper = [](double x) { return x > 0 && x < HUGE_VAL; };
    if (!proper(t.positive_high.v) || !proper(t.negative_high.v)) return given(Dimension::direction);
    const auto share = [&](Traced good, Traced bad) { return tape_.div(good, tape_.add(good, bad)); };
    if (!s->unsized) return exactly(share(t.positive_low, t.negative_low));
    return determined(
        unknown_in(is_zero(t.positive_low) ? constant(0) : share(t.positive_low, t.negative_high),
                   share(t.positive_high, t.negative_low)));
  }

  void trace_contributions() {
    const GoalGraph& graph = engine_.goals();
    const WorkUnits& work = engine_.work();
    struct ToGoal {
      std::uint32_t goal;
      TracedContribution c;
    };
    std::vector<ToGoal> all;
    for (std::uint32_t row = 0; row < work.size(); ++row) {
      const std::uint32_t u = work.unit(row);
      if (u == no_row) continue;
      for (const Edge& e : view_.out(work.element(row), Relation::contributes_to)) {
        if (!engine_.is_present(e.target)) continue;
        const Quantity c = view_.get(edge_field::contributes_to::contribution, e);
        const std::uint32_t goal = graph.rows().of(e.target);
        if (!c.known()) {
          all.push_back({goal, {engine_.unit_of(u), {}, false}});
          continue;
        }
        const Traced x = number(NumberColumn::contributes_to, e, c, 0);
        if (sign(x) > 0) all.push_back({goal, {engine_.unit_of(u), tape_.div(x, constant(100)), true}});
      }
    }
    to_goal_ = Grouped<TracedContribution>::from(graph.rows().size(), [&](auto&& emit) {
      for (const ToGoal& t : all) emit(t.goal, t.c);
    });
  }

  // ---- people ---------------------------------------------------------------------------------------------

  struct TracedOpposition {
    Traced worst, sure;
  };
  TracedOpposition most(const TracedOpposition& a, const TracedOpposition& b) {
    return {tape_.max(a.worst, b.worst), tape_.max(a.sure, b.sure)};
  }

  void trace_people() {
    person_rows_ = Rows(view_, Kind::stakeholder);
    people_.resize(person_rows_.size());
    for (std::uint32_t row = 0; row < person_rows_.size(); ++row) {
      const ElementOf<Kind::stakeholder> e{person_rows_.at(row)};
      if (!engine_.is_present(e)) continue;
      const Opposition& o = engine_.opposition(e);
      const double influence = view_.get(field::stakeholder::influence, e);
      const choice::stance stance = view_.get(field::stakeholder::stance, e);
      const choice::stakeholder_type type = view_.get(field::stakeholder::type, e);
      const Traced x = number(NumberColumn::stakeholder_influence, e, influence);
      if constexpr (Tape::replays) { // from which influence on somebody counts is a step
        const bool friendly = stance != choice::stance::absent && stance != choice::stance::sceptic &&
                              stance != choice::stance::blocker;
        if (!friendly && x.n) static_cast<void>(tape_.less(x, constant(parameters_.opposition_influence)));
      }
      TracedOpposition& own = people_[row];
      if (o.worst > 0) own.worst = known(influence) ? x : constant(1);
      if (o.sure > 0) own.sure = own.worst;
      if (type == choice::stakeholder_type::executive)
        everywhere_ = most(everywhere_, own);
      else if (type == choice::stakeholder_type::absent)
        everywhere_.worst = tape_.max(everywhere_.worst, own.worst);
    }
    const Rows& rows = engine_.goals().rows();
    goal_people_.resize(rows.size());
    for (std::uint32_t g = 0; g < rows.size(); ++g)
      if (engine_.is_present(rows.at(g))) goal_people_[g] = group(rows.at(g));
    unit_people_.resize(engine_.unit_count());
    for (std::uint32_t u = 0; u < unit_people_.size(); ++u)
      if (engine_.is_present(engine_.unit_element(u))) unit_people_[u] = group(engine_.unit_element(u));
    for (const TracedOpposition& p : people_) any_influence_ = any_influence_ || p.worst.n || p.sure.n;
  }
  TracedOpposition group(Element e) {
    TracedOpposition all;
    for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
      for (const Edge& edge : view_.out(e, r))
        if (engine_.is_present(edge.target)) all = most(all, people_[person_rows_.of(edge.target)]);
    return all;
  }

  TracedValue accountability() {
    if (!any_influence_ && !group_owner_.n) return given(Dimension::accountability);
    if (!around_.given) {
      around_.most = most(everywhere_, goal_people_[goal_row_]);
      for (const std::uint32_t g : engine_.above()) around_.most = most(around_.most, goal_people_[g]);
      for (const TracedBrought& b : brought_) around_.most = most(around_.most, unit_people_[b.unit]);
      around_.given = true;
    }
    const TracedOpposition& o = around_.most;
    if (!o.worst.n && !o.sure.n && !group_owner_.n) return given(Dimension::accountability);
    Bounded plain[3];
    engine_.accountability_parts(plain);
    TracedValue parts[3];
    for (unsigned i = 0; i < 3; ++i) parts[i] = untraced(plain[i]);
    if (group_owner_.n) { // whoever is not one active person
      std::uint32_t owners = 0;
      double members = 1;
      for (const Edge& e : view_.out(goal_, Relation::owned_by)) {
        if (!engine_.is_present(e.target)) continue;
        ++owners;
        const double n = view_.get(field::stakeholder::members, ElementOf<Kind::stakeholder>{e.target});
        members = known(n) ? n : 1;
      }
      if (owners > 1 || (owners == 1 && members > 1)) parts[0] = exactly(group_owner_);
    }
    if ((o.worst.n || o.sure.n) && !nobody_asked()) {
      const Traced upper = complement(o.sure);
      parts[2] =
          determined({known(plain[2].score) ? upper : constant(unknown_number), complement(o.worst), upper});
    }
    const Traced ones[3] = {constant(1), constant(1), constant(1)};
    return mean(parts, ones);
  }
  /// Whether there is neither an executive nor an owner, sponsor or approver around the goal.
  bool nobody_asked() const {
    bool any = false;
    view_.each(Kind::stakeholder, [&](Element e) {
      any = any ||
            (engine_.is_present(e) && view_.get(field::stakeholder::type, ElementOf<Kind::stakeholder>{e}) ==
                                          choice::stakeholder_type::executive);
    });
    const auto look = [&](Element e) {
      for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
        for (const Edge& edge : view_.out(e, r)) any = any || engine_.is_present(edge.target);
    };
    if (!any) look(goal_);
    for (const std::uint32_t g : engine_.above())
      if (!any) look(engine_.goals().rows().at(g));
    for (const TracedBrought& b : brought_)
      if (!any) look(engine_.unit_element(b.unit));
    return !any;
  }

  // ---- what elements address, need and use ----------------------------------------------------------------

  /// Goals by their rows, then units.
  std::uint32_t place_of_unit(std::uint32_t unit) const { return engine_.goals().rows().size() + unit; }
  template <class F> void each_place(F&& f) {
    const Rows& rows = engine_.goals().rows();
    for (std::uint32_t g = 0; g < rows.size(); ++g)
      if (engine_.is_present(rows.at(g))) f(g, rows.at(g));
    for (std::uint32_t u = 0; u < engine_.unit_count(); ++u)
      if (engine_.is_program(u) && engine_.is_present(engine_.unit_element(u)))
        f(place_of_unit(u), engine_.unit_element(u));
  }

  struct Addressed {
    std::uint32_t insight;
    Traced degree;
  };
  void trace_addresses() {
    insight_rows_ = Rows(view_, Kind::insight);
    const std::uint32_t places = place_of_unit(engine_.unit_count());
    addresses_ = Grouped<Addressed>::from(places, [&](auto&& emit) {
      each_place([&](std::uint32_t place, Element e) {
        for (const Edge& edge : view_.out(e, Relation::addresses)) {
          if (!engine_.is_present(edge.target)) continue;
          emit(place, Addressed{insight_rows_.of(edge.target),
                                number(NumberColumn::addresses, edge,
                                       view_.get(edge_field::addresses::degree, edge), 1)});
        }
      });
    });
    intensities_.resize(insight_rows_.size());
    for (std::uint32_t row = 0; row < insight_rows_.size(); ++row) {
      const ElementOf<Kind::insight> i{insight_rows_.at(row)};
      if (engine_.is_present(i))
        intensities_[row] =
            number(NumberColumn::insight_intensity, i, view_.get(field::insight::intensity, i));
    }
  }

  void gather_addressed() {
    if (addressed_ready_) return;
    addressed_ready_ = true;
    const auto from = [&](std::uint32_t place) {
      for (const Addressed& a : addresses_[place]) {
        Mark& m = insight_slot_[a.insight];
        if (m.mark != mark_) {
          m = {mark_, static_cast<std::uint32_t>(degrees_.size())};
          degrees_.push_back(a.degree);
        } else {
          degrees_[m.slot] = tape_.max(degrees_[m.slot], a.degree);
        }
      }
    };
    degrees_.clear();
    for (const std::uint32_t g : engine_.below()) from(g);
    for (const TracedBrought& b : brought_)
      if (engine_.is_program(b.unit)) from(place_of_unit(b.unit));
  }

  TracedValue answered(Element audience) {
    gather_addressed();
    std::uint32_t certain = 0, settled = 0, maybe = 0;
    bool any_answered = false;
    Traced top_low, top_high, bottom_low, bottom_high, top_settled, bottom_settled;
    for (const Edge& e : view_.in(audience, Relation::felt_by)) {
      if (!engine_.is_present(e.source) || !view_.is(e.source, Kind::insight)) continue;
      bool typed = false;
      switch (view_.get(field::insight::type, ElementOf<Kind::insight>{e.source})) {
      case choice::insight_type::absent:
        break;
      case choice::insight_type::need:
      case choice::insight_type::frustration:
      case choice::insight_type::excitement:
      case choice::insight_type::sentiment:
        typed = true;
        break;
      default:
        continue;
      }
      const std::uint32_t row = insight_rows_.of(e.source);
      const Traced intensity = intensities_[row];
      const bool sized = known(intensity.v), addressed = insight_slot_[row].mark == mark_;
      const Traced degree = addressed ? degrees_[insight_slot_[row].slot] : Traced{};
      const Traced low = sized ? intensity : constant(0), high = sized ? intensity : constant(1);
      ++(typed ? certain : maybe);
      bottom_high = tape_.max(bottom_high, high);
      if (typed) bottom_low = tape_.max(bottom_low, low);
      if (addressed) {
        any_answered = true;
        const Traced least = tape_.mul(degree, low), greatest = sized ? least : tape_.mul(degree, high);
        if (typed) top_low = tape_.max(top_low, least);
        top_high = tape_.max(top_high, greatest);
        if (typed && sized) top_settled = tape_.max(top_settled, least);
      }
      if (typed && sized) {
        ++settled;
        bottom_settled = tape_.max(bottom_settled, intensity);
      }
    }
    if (certain == 0) return unknown_in(0, 1);
    if (!any_answered) return exactly(constant(0));
    const Traced one = constant(1);
    const auto ratio = [&](Traced top, Traced bottom) {
      if (is_zero(bottom)) return constant(tape_.less(constant(0), top) ? 1 : 0);
      return tape_.min(one, tape_.div(top, bottom));
    };
    const Traced plain =
        is_zero(bottom_settled) ? constant(0) : tape_.min(one, tape_.div(top_settled, bottom_settled));
    if (maybe == 0 && settled == certain) return exactly(plain);
    return determined({settled != 0 ? plain : constant(unknown_number), ratio(top_low, bottom_high),
                       ratio(top_high, bottom_low)});
  }

  /// The mean over audiences served, by priority.
  template <class F> TracedValue over_served(F&& f) {
    std::vector<TracedValue>& parts = served_parts_;
    std::vector<Traced>& written = served_numbers_;
    parts.clear();
    written.clear();
    for (const Edge& e : view_.out(goal_, Relation::serves))
      if (engine_.is_present(e.target) && view_.is(e.target, Kind::audience)) {
        parts.push_back(f(e.target));
        called(parts.back(), [&] { return node_name(view_, e.target) + " for " + node_name(view_, goal_); });
        written.push_back(number(NumberColumn::serves, e, view_.get(edge_field::serves::priority, e)));
      }
    if (parts.empty()) return exactly(constant(0));
    weights_of(written, 1, weights_);
    return weighted_mean(parts, weights_);
  }

  TracedValue grounding() {
    if (!no_findings_.n && !late_assessment_.n && !validity_days_.n) return given(Dimension::grounding);
    engine_.gather_grounds(elements_);
    if (elements_.empty()) return exactly(constant(0));
    TracedValue all{constant(unknown_number), constant(0), constant(0)};
    for (const Element e : elements_) {
      TracedValue v = ground(ElementOf<Kind::assessment>{e});
      const Date date = view_.get(field::assessment::date, ElementOf<Kind::assessment>{e});
      const Date decided = view_.get(field::common::decided, goal_);
      if (date.known() && decided.known() && decided < date) {
        v.lower = tape_.mul(v.lower, late_assessment_);
        v.upper = tape_.mul(v.upper, late_assessment_);
        if (v.scored()) v.score = tape_.mul(v.score, late_assessment_);
      }
      all.lower = tape_.max(all.lower, v.lower);
      all.upper = tape_.max(all.upper, v.upper);
      if (v.scored()) all.score = all.scored() ? tape_.max(all.score, v.score) : v.score;
    }
    return determined(all);
  }
  TracedValue ground(ElementOf<Kind::assessment> a) {
    Traced worth = no_findings_;
    for (const Edge& e : view_.in(a, Relation::found_in))
      if (engine_.is_present(e.source) && view_.is(e.source, Kind::insight)) worth = constant(1);
    const Date date = view_.get(field::assessment::date, a),
               valid = view_.get(field::assessment::valid_until, a);
    const Date as_of = engine_.as_of();
    if (!date.known() || !as_of.known()) return unknown_in(constant(0), worth);
    if (as_of < date) return exactly(constant(0));
    const Traced validity = valid.known() ? constant(valid.days - date.days) : validity_days_;
    const Traced past = tape_.sub(constant(as_of.days - date.days), validity);
    if (!tape_.less(constant(0), past)) return exactly(worth);
    if (!tape_.less(constant(0), validity)) return exactly(constant(0));
    return exactly(tape_.mul(tape_.max(constant(0), complement(tape_.div(past, validity))), worth));
  }

  struct UsedChannel {
    std::uint32_t row;
    Traced degree;
  };
  void trace_channels() {
    channel_rows_ = Rows(view_, Kind::channel);
    const WorkUnits& work = engine_.work();
    std::vector<Mark> seen(channel_rows_.size(), {0, 0});
    std::vector<UsedChannel> list;
    unit_channels_first_.assign(1, 0);
    for (std::uint32_t u = 0; u < engine_.unit_count(); ++u) {
      if (engine_.is_present(engine_.unit_element(u)))
        work.each_member(engine_.unit_row(u), [&](std::uint32_t row) {
          for (const Edge& e : view_.out(work.element(row), Relation::uses)) {
            if (!view_.is(e.target, Kind::channel)) continue;
            const std::uint32_t c = channel_rows_.of(e.target);
            if (!engine_.channel_is_live(c)) continue;
            const Traced degree = tape_.min(
                constant(1), number(NumberColumn::uses, e, view_.get(edge_field::uses::degree, e), 1));
            if (seen[c].mark != u + 1) {
              seen[c] = {u + 1, static_cast<std::uint32_t>(unit_channels_.size())};
              unit_channels_.push_back({c, degree});
            } else {
              UsedChannel& used = unit_channels_[seen[c].slot];
              used.degree = tape_.max(used.degree, degree);
            }
          }
        });
      unit_channels_first_.push_back(static_cast<std::uint32_t>(unit_channels_.size()));
    }
  }

  void gather_channels() {
    if (channels_ready_) return;
    channels_ready_ = true;
    channels_.clear();
    for (const TracedBrought& b : brought_)
      for (std::uint32_t i = unit_channels_first_[b.unit]; i < unit_channels_first_[b.unit + 1]; ++i) {
        const UsedChannel used = unit_channels_[i];
        Mark& m = channel_slot_[used.row];
        if (m.mark != mark_) {
          m = {mark_, static_cast<std::uint32_t>(channels_.size())};
          channels_.push_back(used);
        } else {
          UsedChannel& c = channels_[m.slot];
          c.degree = tape_.max(c.degree, used.degree);
        }
      }
  }

  struct Touch {
    Traced degree, reach{unknown_number, 0}, presence{unknown_number, 0};
    bool reaches = false, present = false;
  };
  TracedValue met(Element audience) {
    gather_channels();
    ++touch_;
    touches_.clear();
    const auto touch = [&](Element channel) -> Touch* {
      const std::uint32_t row = channel_rows_.of(channel);
      if (!engine_.is_present(channel) || channel_slot_[row].mark != mark_) return nullptr;
      Mark& m = touch_slot_[row];
      if (m.mark != touch_) {
        m = {touch_, static_cast<std::uint32_t>(touches_.size())};
        touches_.emplace_back();
        touches_.back().degree = channels_[channel_slot_[row].slot].degree;
      }
      return &touches_[m.slot];
    };
    for (const Edge& e : view_.in(audience, Relation::reaches))
      if (Touch* t = touch(e.source); t && !t->reaches) {
        t->reaches = true;
        t->reach = number(NumberColumn::reaches, e, view_.get(edge_field::reaches::share, e), unknown_number);
      }
    for (const Edge& e : view_.out(audience, Relation::present_on))
      if (Touch* t = touch(e.target); t && !t->present) {
        t->present = true;
        t->presence =
            number(NumberColumn::present_on, e, view_.get(edge_field::present_on::share, e), unknown_number);
      }
    if (touches_.empty()) return exactly(constant(0));
    const ElementOf<Kind::goal> g{goal_};
    const Traced needed =
        number(NumberColumn::goal_reach_needed, g, view_.get(field::goal::reach_needed, g), 1);
    const Traced one = constant(1);
    const auto enough = [&](Traced reached) {
      if (is_zero(needed)) return constant(tape_.less(constant(0), reached) ? 1 : 0);
      return tape_.min(one, tape_.div(reached, needed));
    };
    Traced lows = one, highs = one;
    std::size_t sure = 0;
    for (const Touch& t : touches_) {
      if (!known(t.reach.v)) continue;
      lows = tape_.mul(lows, complement(tape_.mul(t.degree, t.reach)));
      ++sure;
    }
    highs = lows;
    for (const Touch& t : touches_)
      if (!known(t.reach.v))
        highs =
            tape_.mul(highs, complement(tape_.mul(t.degree, known(t.presence.v) ? t.presence : constant(1))));
    const Traced lower = enough(complement(lows));
    const Traced upper = sure == touches_.size() ? lower : enough(complement(highs));
    return determined({sure != 0 ? lower : constant(unknown_number), lower, upper});
  }

  // ---- readiness ------------------------------------------------------------------------------------------

  struct Leaf {
    TracedValue least{constant(1), constant(1), constant(1)};
    std::uint32_t items = 0, settled = 0;
  };
  void add(Leaf& leaf, const TracedValue& v) {
    leaf.least.lower = tape_.min(leaf.least.lower, v.lower);
    leaf.least.upper = tape_.min(leaf.least.upper, v.upper);
    if (v.scored()) {
      leaf.least.score = tape_.min(leaf.least.score, v.score);
      ++leaf.settled;
    }
    ++leaf.items;
  }
  TracedValue able(Traced maturity, Traced level) {
    if (known(level.v) && is_zero(level)) return exactly(constant(1));
    if (!known(maturity.v)) return unknown_in(0, 1);
    if (!known(level.v))
      return is_zero(maturity) ? exactly(constant(0))
                               : unknown_in(tape_.div(maturity, constant(5)), constant(1));
    return exactly(tape_.min(constant(1), tape_.div(maturity, level)));
  }
  struct Needed {
    Element capability;
    unsigned leaf;
    TracedValue value;
  };
  unsigned leaf_of(ElementOf<Kind::capability> c) const {
    const choice::area area = view_.get(field::capability::area, c);
    return area == choice::area::absent ? 4U : static_cast<unsigned>(area) - 1;
  }
  Traced maturity_of(ElementOf<Kind::capability> c) {
    return number(NumberColumn::capability_maturity, c, view_.get(field::capability::maturity, c));
  }
  Traced required_of(ElementOf<Kind::capability> c) {
    return number(NumberColumn::capability_required, c, view_.get(field::capability::required, c));
  }
  void trace_needs() {
    std::vector<std::pair<std::uint32_t, Needed>> all;
    each_place([&](std::uint32_t place, Element e) {
      for (const Edge& edge : view_.out(e, Relation::needs)) {
        if (!engine_.is_present(edge.target)) continue;
        const ElementOf<Kind::capability> c{edge.target};
        Traced level = number(NumberColumn::needs, edge, view_.get(edge_field::needs::level, edge));
        if (!known(level.v)) level = required_of(c);
        all.push_back({place, {edge.target, leaf_of(c), able(maturity_of(c), level)}});
      }
    });
    needs_ = Grouped<Needed>::from(place_of_unit(engine_.unit_count()), [&](auto&& emit) {
      for (const auto& [place, needed] : all) emit(place, needed);
    });
    view_.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
      if (!engine_.is_present(c)) return;
      const unsigned leaf = leaf_of(c);
      const TracedValue v = able(maturity_of(c), required_of(c));
      add(general_leaves_[leaf], v);
      if (leaf == 4) homeless_.push_back({c, 4, v});
    });
  }
  TracedValue readiness() {
    Leaf leaves[5];
    elements_.clear();
    const auto from = [&](std::uint32_t place) {
      for (const Needed& n : needs_[place]) {
        add(leaves[n.leaf], n.value);
        if (n.leaf == 4) elements_.push_back(n.capability);
      }
    };
    for (const std::uint32_t g : engine_.below()) from(g);
    for (const TracedBrought& b : brought_)
      if (engine_.is_program(b.unit)) from(place_of_unit(b.unit));
    std::sort(elements_.begin(), elements_.end());
    for (const Needed& n : homeless_)
      if (!std::binary_search(elements_.begin(), elements_.end(), n.capability)) add(leaves[4], n.value);
    TracedValue parts[4];
    for (unsigned a = 0; a < 4; ++a) {
      const Leaf& leaf = leaves[a].items != 0 ? leaves[a] : general_leaves_[a];
      parts[a] = leaf.items == 0
                     ? unknown_in(0, 1)
                     : determined({leaf.settled != 0 ? leaf.least.score : constant(unknown_number),
                                   tape_.min(leaf.least.lower, leaves[4].least.lower), leaf.least.upper});
    }
    TracedValue capped = parts[3];
    for (unsigned a = 0; a < 3; ++a) {
      capped.lower = tape_.min(capped.lower, parts[a].lower);
      capped.upper = tape_.min(capped.upper, parts[a].upper);
      if (capped.scored() && parts[a].scored()) capped.score = tape_.min(capped.score, parts[a].score);
    }
    parts[3] = determined(capped);
    return mean(parts, leaf_weights_);
  }

  // ---- time -----------------------------------------------------------------------------------------------

  TracedSpan length_of(std::uint32_t row) {
    const WorkUnits& work = engine_.work();
    const Element e = work.element(row);
    if (work.is_program(row)) {
      const ElementOf<Kind::program> p{e};
      if (const Quantity q = view_.get(field::program::duration, p); q.known()) {
        const Traced days = number(NumberColumn::program_duration, p, q, 0);
        return {days, days};
      }
    }
    const auto day = [&](auto program, auto activity) {
      return work.is_program(row) ? view_.get(program, ElementOf<Kind::program>{e})
                                  : view_.get(activity, ElementOf<Kind::activity>{e});
    };
    const Date start = day(field::program::start, field::activity::start);
    const Date end = day(field::program::end, field::activity::end);
    if (!start.known() || !end.known()) return {constant(0), constant(infinity)};
    const Traced days = constant(std::max(0, end - start));
    return {days, days};
  }

  /// An infinity takes all; nothing is recorded of it.
  Traced later(Traced a, Traced b) {
    const double x = a.v + b.v;
    return std::isinf(x) ? constant(x) : tape_.add(a, b);
  }
  Traced latest(Traced a, Traced b) {
    if (a.v == infinity || b.v == -infinity) return a;
    if (b.v == infinity || a.v == -infinity) return b;
    return tape_.max(a, b);
  }

  void trace_schedule() {
    const WorkUnits& work = engine_.work();
    const std::uint32_t n = work.size();
    const auto each_before = [&](std::uint32_t row, auto&& f) {
      const Element e = work.element(row);
      if (!engine_.is_present(e)) return;
      for (const Edge& edge : view_.out(e, Relation::depends_on)) {
        if (edge.target == e || !engine_.is_present(edge.target)) continue;
        if (view_.is(edge.target, Kind::program))
          f(work.row_of_program(edge.target), edge);
        else if (view_.is(edge.target, Kind::activity))
          f(work.row_of_activity(edge.target), edge);
      }
    };
    const auto edges = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
      for (std::uint32_t row = 0; row < n; ++row)
        each_before(row, [&](std::uint32_t before, const Edge&) { emit(row, before); });
    });
    starts_.resize(n);
    lengths_.resize(n);
    std::vector<std::uint32_t> component, order(n);
    const std::uint32_t count = strong_components(edges, component, {});
    const auto members = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
      for (std::uint32_t row = 0; row < n; ++row) emit(component[row], row);
    });
    for (std::uint32_t row = 0; row < n; ++row)
      if (engine_.is_present(work.element(row))) lengths_[row] = length_of(row);
    for (const std::uint32_t row : members.items) {
      if (!engine_.is_present(work.element(row))) continue;
      const Element e = work.element(row);
      const Date own = work.is_program(row) ? view_.get(field::program::start, ElementOf<Kind::program>{e})
                                            : view_.get(field::activity::start, ElementOf<Kind::activity>{e});
      TracedSpan s{constant(own.known() ? own.days : -infinity), constant(own.known() ? own.days : infinity)};
      bool circular = false;
      each_before(row, [&](std::uint32_t before, const Edge& edge) {
        if (component[before] == component[row]) {
          circular = true;
          return;
        }
        const double written = view_.get(edge_field::depends_on::lag, edge);
        const Traced lag = known(written) ? number(NumberColumn::depends_on, edge, written) : constant(0);
        s.low = latest(s.low, later(later(starts_[before].low, lengths_[before].low), lag));
        s.high = latest(s.high, later(later(starts_[before].high, lengths_[before].high), lag));
      });
      if (circular) s.high = constant(infinity);
      starts_[row] = s;
    }
    for (std::uint32_t u = 0; u < engine_.unit_count(); ++u) {
      const Element e = engine_.unit_element(u);
      if (engine_.is_program(u) && engine_.is_present(e) &&
          view_.get(field::program::continuous, ElementOf<Kind::program>{e}) == Maybe::yes)
        lengths_[engine_.unit_row(u)] = {constant(0), constant(0)};
    }
  }

  Traced share_before(Traced last, Traced from, Traced takes) {
    if (from.v == infinity) return constant(0);
    if (from.v == -infinity) return constant(1);
    if (takes.v == infinity) return constant(0);
    if (is_zero(takes)) return constant(tape_.less(last, from) ? 0 : 1);
    return tape_.min(constant(1), tape_.max(constant(0), tape_.div(tape_.sub(last, from), takes)));
  }

  TracedValue timing() {
    if (brought_.empty()) return exactly(constant(0));
    const ElementOf<Kind::goal> g{goal_};
    const Date due = view_.get(field::goal::due, g);
    if (!due.known()) return unknown_in(0, 1);
    for (const TracedBrought& b : brought_)
      if (!(b.high.v < infinity)) return unknown_in(0, 1);
    const Traced last =
        tape_.sub(constant(due.days), number(NumberColumn::goal_lag, g, view_.get(field::goal::lag, g), 0));
    if (shared_timing_.given && shared_timing_.last.same(last)) return shared_timing_.value;
    parts_.clear();
    for (const TracedBrought& b : brought_) {
      const std::uint32_t row = engine_.unit_row(b.unit);
      const TracedSpan start = starts_[row], length = lengths_[row];
      const Traced lower = share_before(last, start.high, length.high);
      const Traced upper = start.high.same(start.low) && length.high.same(length.low)
                               ? lower
                               : share_before(last, start.low, length.low);
      parts_.push_back(determined(unknown_in(lower, upper)));
    }
    weights_.clear();
    if (every_edge_bare_) {
      const Traced one = constant(1);
      weights_.assign(brought_.size(), {one, one, one, true});
    } else {
      typename Tape::Total given(tape_);
      double n = 0;
      for (const TracedBrought& b : brought_)
        if (b.known) {
          given.add(b.low);
          ++n;
        }
      const Traced sum = given.value();
      const Traced middle =
          n != 0 && n != static_cast<double>(brought_.size()) ? tape_.div(sum, constant(n)) : constant(0);
      for (const TracedBrought& b : brought_) {
        Traced point = b.low;
        if (!b.known)
          point =
              n != 0 ? tape_.hold(middle, b.low, b.high) : tape_.div(tape_.add(b.low, b.high), constant(2));
        weights_.push_back({b.low, b.high, point, b.known});
      }
    }
    shared_timing_ = {true, last, weighted_mean(parts_, weights_)};
    return shared_timing_.value;
  }

  // ---- work: planned, staffed, paid for -------------------------------------------------------------------

  void trace_load();
  template <class Capacity>
  void trace_shares(ElementOf<Kind::resource>, std::size_t first, std::size_t n, bool short_of, Capacity&&);
  template <class F> void duration_behind(std::size_t demand, F&&);
  void guard_period(std::size_t demand);

  struct Granted {
    std::vector<TracedValue> parts;
    std::vector<Traced> weights;
    std::size_t open = 0;
    void add(Traced share, Traced asked) {
      parts.push_back(known(share.v) ? exactly(share) : unknown_in(0, 1));
      weights.push_back(asked);
    }
  };
  TracedValue value_of(Granted& g) {
    if (g.open == 0) return mean(g.parts, g.weights);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < g.parts.size(); ++i)
      if (g.parts[i].scored()) {
        g.parts[kept] = g.parts[i];
        g.weights[kept++] = g.weights[i];
      }
    if (kept == 0) return unknown_in(0, 1);
    return {mean({g.parts.data(), kept}, {g.weights.data(), kept}).score, constant(0), constant(1)};
  }
  TracedValue equip(std::uint32_t unit) {
    const Load& load = engine_.load();
    const WorkUnits& work = engine_.work();
    Granted hours, money;
    std::vector<std::uint32_t> counted;
    work.each_member(engine_.unit_row(unit), [&](std::uint32_t row) {
      if (work.unit(row) != row) return;
      for (const std::uint32_t i : load.of_unit(row)) {
        const Demand& d = load.demands()[i];
        const Load::Type type = load.type(d.resource);
        if (type == Load::Type::hours || type == Load::Type::none) {
          if (known(d.hours) && d.dated()) {
            hours.add(hours_shares_[i], tape_.mul(hours_[i], constant(d.days() / 7)));
            counted.push_back(i);
          } else {
            ++hours.open;
          }
        }
        if ((type == Load::Type::budget || type == Load::Type::none) && !is_zero(money_[i])) {
          if (known(d.money))
            money.add(money_shares_[load.resources().of(d.resource)], money_[i]);
          else
            ++money.open;
        }
      }
    });
    TracedValue h, b;
    if (hours.parts.empty() && hours.open == 0) {
      const bool market =
          engine_.is_program(unit) &&
          view_.get(field::program::execution, ElementOf<Kind::program>{engine_.unit_element(unit)}) ==
              choice::execution::market;
      h = market ? exactly(constant(1)) : unknown_in(0, 1);
    } else {
      if constexpr (Tape::replays) { // unless all get the same, how long they take is a weight
        bool alike = true;
        for (const TracedValue& p : hours.parts)
          alike = alike && p.settled() && p.score.n == 0 && p.score.v == hours.parts[0].score.v;
        for (const std::uint32_t i : counted)
          if (!alike) guard_period(i);
      }
      h = value_of(hours);
    }
    b = money.parts.empty() && money.open == 0 ? exactly(constant(1)) : value_of(money);
    called(h, [&] { return "hours granted to " + node_name(view_, engine_.unit_element(unit)); });
    called(b, [&] { return "money granted to " + node_name(view_, engine_.unit_element(unit)); });
    TracedValue v;
    v.lower = tape_.min(h.lower, b.lower);
    v.upper = h.settled() && b.settled() ? v.lower : tape_.min(h.upper, b.upper);
    if (h.scored() && b.scored()) v.score = tape_.min(h.score, b.score);
    return determined(v);
  }

  TracedValue means() {
    if (brought_.empty()) return exactly(constant(0));
    bool all_known = true, all_exact = true;
    for (const TracedBrought& b : brought_) {
      if (!(b.high.v < infinity)) return unknown_in(0, 1);
      all_known = all_known && b.known;
      all_exact = all_exact && equipped_[b.unit].settled();
    }
    const Traced one = constant(1);
    typename Tape::Total low_all(tape_), high_all(tape_), sure(tape_), sure_weights(tape_), weights(tape_);
    bool scored = false;
    for (const TracedBrought& b : brought_) {
      const TracedValue& m = equipped_[b.unit];
      low_all.add(b.low, m.lower);
      weights.add(b.low);
      if (all_known && all_exact) continue;
      high_all.add(b.high, m.upper);
      if (!b.known || !m.scored()) continue;
      scored = true;
      sure.add(b.low, m.score);
      sure_weights.add(b.low);
    }
    const Traced low = low_all.value(), total = weights.value();
    // The smallest of the sum, the mean and 1 is the sum over what it has to be at least.
    const auto bound = [&](Traced sum, Traced of) { return tape_.div(sum, tape_.max(one, of)); };
    if (all_known && all_exact) return exactly(bound(low, total));
    const Traced high = high_all.value(), top = sure.value(), by = sure_weights.value();
    const Traced score = scored ? bound(top, by) : constant(unknown_number);
    if (all_known) return determined({score, bound(low, total), bound(high, total)});
    if (!std::isfinite(low.v) || !std::isfinite(high.v)) return unknown_in(0, 1);
    weights_.clear();
    std::vector<Traced> values;
    for (const TracedBrought& b : brought_) {
      weights_.push_back({b.low, b.high, b.low, b.known});
      values.push_back(equipped_[b.unit].lower);
    }
    TracedValue v{score, tape_.min(one, low), tape_.min(one, high)};
    v.lower = tape_.min(v.lower, extreme_mean(values, weights_, true));
    values.clear();
    for (const TracedBrought& b : brought_) values.push_back(equipped_[b.unit].upper);
    v.upper = tape_.min(v.upper, extreme_mean(values, weights_, false));
    return determined(v);
  }

  // ---- the goal in focus ----------------------------------------------------------------------------------

  struct TracedContribution {
    std::uint32_t unit;
    Traced size;
    bool known;
  };
  struct TracedBrought {
    std::uint32_t unit;
    Traced low, high;
    bool known;
  };

  TracedValue given(Dimension d) const { return untraced((*known_score_)[d]); }

  void focus(std::uint32_t goal_row, const GoalScore& known_score) {
    const GoalGraph& graph = engine_.goals();
    const bool again = goal_row_ != no_row && graph.component(goal_row) == graph.component(goal_row_);
    engine_.focus(goal_row);
    known_score_ = &known_score;
    goal_row_ = goal_row;
    goal_ = graph.rows().at(goal_row);
    if (again) return;
    ++mark_;
    addressed_ready_ = channels_ready_ = false;
    shared_means_ = shared_readiness_ = {};
    shared_timing_ = {};
    around_ = {};
    const auto components = engine_.components();
    for (const std::uint32_t c : components) component_mark_[c] = mark_;
    const Traced one = constant(1);
    for (std::size_t i = 0; i < components.size(); ++i) {
      const std::uint32_t c = components[i];
      if (i == 0) {
        reach_[c] = {one, one, true};
        continue;
      }
      typename Tape::Total low(tape_), high(tape_);
      bool sure = true;
      for (const std::uint32_t member : graph.members(c))
        for (const GoalEdge& e : graph.above(member)) {
          const std::uint32_t up = graph.component(e.goal);
          if (up == c || component_mark_[up] != mark_) continue;
          const TracedSize &size = size_of(e), &r = reach_[up];
          low.add(size.low, r.low);
          high.add(size.high, r.high);
          sure = sure && size.known && r.known;
        }
      const Traced l = low.value();
      reach_[c] = {l, sure ? l : high.value(), sure};
    }
    brought_.clear();
    terms_.clear();
    every_edge_bare_ = true;
    for (const std::uint32_t c : components)
      for (const std::uint32_t member : graph.members(c))
        for (const TracedContribution& to : to_goal_[member]) {
          Mark& m = unit_slot_[to.unit];
          every_edge_bare_ = every_edge_bare_ && !to.known;
          if (m.mark != mark_) {
            m = {mark_, static_cast<std::uint32_t>(brought_.size())};
            brought_.push_back({to.unit, {}, {}, true});
          }
          brought_[m.slot].known = brought_[m.slot].known && to.known && reach_[c].known;
          terms_.push_back({m.slot, c, &to});
        }
    std::stable_sort(terms_.begin(), terms_.end(),
                     [](const auto& a, const auto& b) { return a.slot < b.slot; });
    for (std::size_t i = 0; i < terms_.size();) {
      const std::uint32_t slot = terms_[i].slot;
      TracedBrought& b = brought_[slot];
      typename Tape::Total low(tape_), high(tape_);
      for (; i < terms_.size() && terms_[i].slot == slot; ++i) {
        const TracedSize& r = reach_[terms_[i].component];
        const TracedContribution& to = *terms_[i].c;
        if (to.known) low.add(to.size, r.low);
        if (b.known) continue;
        if (to.known)
          high.add(to.size, r.high);
        else
          high.add(r.high);
      }
      b.low = low.value();
      called(b.low, [&] {
        return "what " + node_name(view_, engine_.unit_element(b.unit)) + " brings of " +
               node_name(view_, goal_);
      });
      b.high = b.known ? b.low : high.value();
    }
  }

  template <class F> TracedValue once(Kept& kept, F&& make) {
    if (!kept.given) {
      kept.value = make();
      kept.given = true;
    }
    return kept.value;
  }

  TracedValue measurement() {
    if (!no_outcome_.n) return given(Dimension::measurement);
    Bounded plain[7];
    engine_.measurement_parts(plain);
    TracedValue parts[7];
    for (unsigned i = 0; i < 7; ++i) parts[i] = untraced(plain[i]);
    const auto questions = engine_.questions_without_outcome();
    for (unsigned q = 0; q < 5; ++q) {
      const ScoreEngine::Question& question = questions[q];
      if (!question.asked) continue;
      const Traced part = tape_.mul(no_outcome_, constant(question.share));
      parts[2 + q] = !question.open ? exactly(part)
                                    : determined(unknown_in(tape_.min(part, constant(question.least)),
                                                            tape_.max(part, constant(question.most))));
    }
    Traced ones[7];
    std::fill(ones, ones + 7, constant(1));
    return mean(parts, ones);
  }

  TracedValue trace_dimension(Dimension d) {
    switch (d) {
    case Dimension::direction:
      return direction();
    case Dimension::need:
      return over_served([this](Element a) { return answered(a); });
    case Dimension::grounding:
      return grounding();
    case Dimension::audience:
      if (brought_.empty()) return exactly(constant(0));
      return over_served([this](Element a) { return met(a); });
    case Dimension::means:
      return once(shared_means_, [this] { return means(); });
    case Dimension::measurement:
      return measurement();
    case Dimension::accountability:
      return accountability();
    case Dimension::readiness:
      return once(shared_readiness_, [this] { return readiness(); });
    case Dimension::timing:
      return timing();
    default:
      return given(d);
    }
  }

  Tape& tape_;
  ScoreEngine engine_;
  const View& view_;
  Numbers numbers_;
  ScoreParameters parameters_;
  const ScoreResult& result_;

  Traced no_findings_, late_assessment_, validity_days_, slack_worth_, group_owner_, no_outcome_, own_share_;
  Traced leaf_weights_[4], dimension_weights_[dimension_count];
  std::vector<Traced> importances_; ///< by goal row

  std::vector<TracedSize> sizes_; ///< of the edges of the goal graph, in its order
  const GoalEdge* edges_ = nullptr;
  std::vector<TracedSight> sights_; ///< empty: no goal does good and harm
  Grouped<TracedContribution> to_goal_;

  Rows person_rows_;
  std::vector<TracedOpposition> people_, goal_people_, unit_people_;
  TracedOpposition everywhere_;
  bool any_influence_ = false;

  Rows insight_rows_, channel_rows_;
  Grouped<Addressed> addresses_;
  std::vector<Traced> intensities_;
  std::vector<UsedChannel> unit_channels_;
  std::vector<std::uint32_t> unit_channels_first_;
  Grouped<Needed> needs_;
  std::vector<Needed> homeless_;
  Leaf general_leaves_[5];
  std::vector<TracedSpan> starts_, lengths_;
  std::vector<Traced> hours_, money_, hours_shares_; ///< by demand
  std::vector<Traced> money_shares_;                 ///< by resource row
  std::vector<std::uint8_t> stated_;                 ///< by demand: 1 its payload states a start, 2 an end
  std::vector<TracedValue> equipped_;                ///< by unit

  // The goal in focus.
  std::uint32_t goal_row_ = no_row, mark_ = 0, touch_ = 0;
  Element goal_ = no_element;
  const GoalScore* known_score_ = nullptr;
  std::vector<TracedSize> reach_;
  std::vector<std::uint32_t> component_mark_;
  std::vector<TracedBrought> brought_;
  struct Term {
    std::uint32_t slot, component;
    const TracedContribution* c;
  };
  std::vector<Term> terms_;
  bool every_edge_bare_ = true, addressed_ready_ = false, channels_ready_ = false;
  std::vector<Mark> unit_slot_, insight_slot_, channel_slot_, touch_slot_;
  std::vector<Traced> degrees_;
  std::vector<UsedChannel> channels_;
  std::vector<Touch> touches_;
  Kept shared_means_, shared_readiness_;
  struct {
    bool given = false;
    TracedOpposition most;
  } around_; ///< the goal in focus
  struct {
    bool given = false;
    Traced last;
    TracedValue value;
  } shared_timing_;

  // Scratch space.
  std::vector<TracedValue> parts_, served_parts_;
  std::vector<Traced> xs_, ws_, points_, ones_, served_numbers_;
  std::vector<TracedWeight> weights_;
  std::vector<Element> elements_;
};

} // namespace northline
