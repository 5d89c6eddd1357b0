#include "score/engine.hpp"

#include <limits>

namespace northline {
namespace {

constexpr double hair = 1e-9; ///< what rounding may do to a comparison that people read

double power_of(double x, double p) {
  // p is ±½, ±1, ±2 or ±4: products and roots only, which give the same bytes everywhere.
  const double size = std::fabs(p);
  double y = x;
  if (size == 0.5) y = std::sqrt(x);
  if (size >= 2) y *= y;
  if (size == 4) y *= y;
  return p < 0 ? 1 / y : y;
}

/// Power mean with weights; 0 as soon as a part that weighs anything is 0 and the power is negative.
double power_mean(std::span<const double> values, std::span<const double> weights, double p) {
  double total = 0, sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] == 0) continue;
    if (p < 0 && values[i] == 0) return 0;
    total += weights[i];
    sum += weights[i] * power_of(values[i], p);
  }
  const double size = std::fabs(p);
  double mean = p < 0 ? total / sum : sum / total;
  if (size == 0.5) mean *= mean;
  if (size >= 2) mean = std::sqrt(mean);
  if (size == 4) mean = std::sqrt(mean);
  return mean;
}

/// The first dimension that no later one undercuts by more than a hair.
std::int8_t weakest_of(std::span<const double> scores) {
  std::int8_t best = -1;
  for (unsigned d = 0; d < dimension_count; ++d)
    if (known(scores[d]) && (best < 0 || scores[d] < scores[static_cast<unsigned>(best)] - hair))
      best = static_cast<std::int8_t>(d);
  return best;
}

class Scorer {
public:
  Scorer(const View& view, const ScoreParameters& parameters, const ScoreOptions& options)
      : engine_(view, parameters, options), cancel_(options.cancel), steps_(options.cancel),
        progress_(options.progress) {}

  ScoreResult run() {
    result_.as_of = engine_.as_of();
    // Every step lets go of what only it and those before it need: at a million elements that is what decides
    // how much memory a score takes.
    spend();
    engine_.release_load();
    goals();
    engine_.release_units();
    together();
    if (progress_) progress_->finish();
    return std::move(result_);
  }

private:
  void goals() {
    const Rows& rows = engine_.goals().rows();
    const View& view = engine_.view();
    const ScoreParameters& p = engine_.parameters();
    scored_.assign(rows.size(), no_row);
    std::uint32_t count = 0;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
      if (is_scored(view, engine_.facts().presence(), rows.at(row))) scored_[row] = count++;
    result_.goals.resize(count);
    if (progress_) progress_->start(count);
    std::uint64_t done = 0;
    for (const std::uint32_t row : downwards()) {
      if (scored_[row] == no_row) continue;
      steps_.step();
      if (progress_) progress_->reach(done++);
      engine_.focus(row);
      GoalScore& g = result_.goals[scored_[row]];
      g.goal = rows.at(row);
      const bool exempt = engine_.exempt();
      Bounded parts[dimension_count];
      double weights[dimension_count], scores[dimension_count];
      unsigned n = 0;
      g.sound = true;
      for (unsigned d = 0; d < dimension_count; ++d) {
        const Dimension dimension = static_cast<Dimension>(d);
        scores[d] = unknown_number;
        if (exempt && (dimension == Dimension::need || dimension == Dimension::audience)) continue;
        const Bounded v = held(engine_.dimension(dimension));
        g.set(dimension, v);
        parts[n] = v;
        weights[n++] = p.weights[d];
        scores[d] = v.score;
        g.sound = g.sound && v.known >= 1 - hair && known(v.score) && v.score >= p.sound_at - hair;
      }
      g.score = combine(p, {parts, n}, {weights, n});
      g.weakest = weakest_of(scores);
    }
  }

  /// Goals from the tops down, each followed by those below it: neighbours in this order look at the same
  /// programs, which then are still in the cache. No number depends on it.
  std::vector<std::uint32_t> downwards() const {
    const GoalGraph& graph = engine_.goals();
    const std::uint32_t n = graph.rows().size();
    std::vector<std::uint32_t> order, open;
    std::vector<bool> seen(n);
    order.reserve(n);
    const auto walk = [&](std::uint32_t from) {
      open.push_back(from);
      while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        if (seen[at]) continue;
        if (graph.component(at) == no_row) {
          seen[at] = true;
          continue;
        }
        // A circle of goals comes in one piece: what lies below and above is the same for all of it.
        for (const std::uint32_t member : graph.members(graph.component(at))) {
          seen[member] = true;
          order.push_back(member);
          for (const std::uint32_t child : graph.below(member))
            if (!seen[child]) open.push_back(child);
        }
      }
    };
    for (std::uint32_t row = 0; row < n; ++row)
      if (graph.above(row).empty()) walk(row);
    for (std::uint32_t row = 0; row < n; ++row) walk(row); // what is left lies in or below circles
    return order;
  }

  double importance(Element goal) const {
    return engine_.view().get(field::goal::importance, ElementOf<Kind::goal>{goal});
  }

  void together() {
    if (result_.goals.empty()) return;
    const GoalGraph& graph = engine_.goals();
    const ScoreParameters& p = engine_.parameters();
    const Rows& rows = graph.rows();

    // From the bottom up: an edge leads up to a component of smaller number.
    std::vector<Bounded> tree(result_.goals.size()), parts;
    std::vector<double> written;
    std::vector<Weight> weights;
    std::vector<std::uint32_t> children;
    for (std::uint32_t c = graph.component_count(); c-- > 0;)
      for (const std::uint32_t row : graph.members(c)) {
        const std::uint32_t at = scored_[row];
        if (at == no_row) continue;
        steps_.step();
        const Bounded& own = result_.goals[at].score;
        children_of(row, children);
        if (children.empty()) {
          tree[at] = own;
          continue;
        }
        parts.clear();
        written.clear();
        for (const std::uint32_t child : children) {
          parts.push_back(tree[scored_[child]]);
          written.push_back(importance(rows.at(child)));
        }
        weights_of(written, 100, weights);
        const Bounded two[2] = {own, weighted_mean(parts, weights)};
        const double shares[2] = {p.own_share, 1 - p.own_share};
        tree[at] = mean_in_order(two, shares);
      }
    parts.clear();
    written.clear();
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      if (scored_[row] == no_row) continue;
      bool top = true;
      for (const GoalEdge& e : graph.above(row))
        if (scored_[e.goal] != no_row && graph.component(e.goal) != graph.component(row)) top = false;
      if (!top) continue;
      parts.push_back(tree[scored_[row]]);
      written.push_back(importance(rows.at(row)));
    }
    weights_of(written, 100, weights);
    result_.overall = weighted_mean(parts, weights);

    written.clear();
    for (const GoalScore& g : result_.goals) written.push_back(importance(g.goal));
    weights_of(written, 100, weights);
    {
      Sum all, sound, plain;
      for (std::size_t i = 0; i < weights.size(); ++i) {
        all.add(weights[i].point);
        if (!result_.goals[i].sound) continue;
        sound.add(weights[i].point);
        plain.add(1);
      }
      result_.sound = all.value() != 0 ? sound.value() / all.value()
                                       : plain.value() / static_cast<double>(weights.size());
    }
    double scores[dimension_count];
    std::vector<double> importances(written);
    for (unsigned d = 0; d < dimension_count; ++d) {
      scores[d] = unknown_number;
      parts.clear();
      written.clear();
      for (std::size_t i = 0; i < result_.goals.size(); ++i) {
        const GoalScore& g = result_.goals[i];
        if (!g.applies(static_cast<Dimension>(d))) continue;
        steps_.step();
        parts.push_back(g[static_cast<Dimension>(d)]);
        written.push_back(importances[i]);
      }
      if (parts.empty()) continue;
      weights_of(written, 100, weights);
      for (Weight& w : weights) w.given = true; // only the score is looked at, and that takes the points
      scores[d] = weighted_mean(parts, weights).score;
    }
    result_.weakest = weakest_of(scores);
  }

  void children_of(std::uint32_t row, std::vector<std::uint32_t>& children) const {
    const GoalGraph& graph = engine_.goals();
    children.clear();
    for (const std::uint32_t child : graph.below(row))
      if (scored_[child] != no_row && graph.component(child) != graph.component(row))
        children.push_back(child);
    if (children.size() < 2) return;
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
  }

  void spend() {
    const Spending s = aligned_spend(engine_.sight(), engine_.work(), engine_.load(), cancel_);
    result_.money = s.money;
    result_.hours = s.hours;
  }

  ScoreEngine engine_;
  Cancel cancel_;
  Work steps_;
  Progress* progress_;
  ScoreResult result_;
  std::vector<std::uint32_t> scored_; ///< by goal row: place in result_.goals, or no_row
};

} // namespace

Bounded combine(const ScoreParameters& p, std::span<const Bounded> parts, std::span<const double> weights) {
  if (p.aggregate == Aggregate::mean) return mean_in_order(parts, weights);
  // Minimum and power means rise with each part, so their bounds are those of the bounds.
  const double one[dimension_count] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  bool any = false;
  for (const double w : weights) any = any || w != 0;
  const std::span<const double> w = any ? weights : std::span<const double>(one, parts.size());
  const auto together = [&](auto&& get) {
    double values[dimension_count], kept[dimension_count];
    std::size_t n = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (w[i] != 0 && known(get(parts[i]))) {
        values[n] = get(parts[i]);
        kept[n++] = w[i];
      }
    if (n == 0) return unknown_number;
    if (p.aggregate == Aggregate::power) return power_mean({values, n}, {kept, n}, p.power);
    return *std::min_element(values, values + n);
  };
  Bounded v = mean_in_order(parts, w);
  v.lower = together([](const Bounded& b) { return b.lower; });
  v.upper = together([](const Bounded& b) { return b.upper; });
  const double among = together([](const Bounded& b) { return b.score; });
  v.score = together([&](const Bounded& b) {
    return known(b.score) || !known(among) ? b.score : clamp(among, b.lower, b.upper);
  });
  return held(v);
}

const GoalScore* ScoreResult::find(Element goal) const {
  for (const GoalScore& g : goals)
    if (g.goal == goal) return &g;
  return nullptr;
}

ScoreResult score(const View& view, const ScoreOptions& options) {
  return Scorer(view, score_parameters(view), options).run();
}

} // namespace northline
