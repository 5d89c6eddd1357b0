#include "score/explain.hpp"

#include "base/error.hpp"
#include "facts/spending.hpp"
#include "model/places.hpp"
#include "score/engine.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <unordered_map>

namespace northline {

namespace {
double power_of(double y, double p);
}

std::string_view operation_name(Operation o) {
  constexpr std::string_view names[] = {
      "given",   "unknown",  "sum",        "mean",   "weighted_mean", "minimum",    "maximum",
      "product", "quotient", "difference", "either", "held",          "power_mean", "truncated",
      "rounded", "in_words", "chosen",     "root",   "triangular",    "uniform",    "occurs"};
  return names[static_cast<unsigned>(o)];
}

double recompute(const ScoreNode& n) {
  if (n.children.empty() || n.assumed) return n.value;
  const auto first = [&](std::size_t i) { return n.children[i].value; };
  double x = 0, weights = 0;
  switch (n.operation) {
  case Operation::given:
  case Operation::unknown:
    return n.value;
  case Operation::sum:
    for (const ScoreNode& c : n.children) x += c.value;
    return x;
  case Operation::mean:
    for (const ScoreNode& c : n.children) x += c.value;
    return x / static_cast<double>(n.children.size());
  case Operation::weighted_mean:
    for (const ScoreNode& c : n.children) {
      x += c.weight * c.value;
      weights += c.weight;
    }
    return x / weights;
  case Operation::minimum:
    x = first(0);
    for (const ScoreNode& c : n.children) x = std::min(x, c.value);
    return x;
  case Operation::maximum:
    x = first(0);
    for (const ScoreNode& c : n.children) x = std::max(x, c.value);
    return x;
  case Operation::product:
    x = 1;
    for (const ScoreNode& c : n.children) x *= c.value;
    return x;
  case Operation::quotient:
    return first(0) / first(1);
  case Operation::difference:
    return first(0) - first(1);
  case Operation::either:
    x = 1;
    for (const ScoreNode& c : n.children) x *= 1 - c.value;
    return 1 - x;
  case Operation::truncated:
    return std::trunc(first(0));
  case Operation::rounded:
    return std::floor(first(0) + 0.5);
  case Operation::in_words:
    return n.value;
  case Operation::chosen:
    return first(0);
  case Operation::root:
    return std::sqrt(first(0));
  case Operation::triangular: {
    const double low = first(0), high = first(2), width = high - low, rise = (first(1) - low) / width;
    const bool below = first(3) < rise;
    const double way = width * std::sqrt(below ? first(3) * rise : (1 - first(3)) * (1 - rise));
    return clamp(below ? low + way : high - way, low, high);
  }
  case Operation::uniform:
    return std::min(first(0) + (first(1) - first(0)) * first(2), first(1));
  case Operation::occurs:
    return first(1) < first(0) ? 1 : 0;
  case Operation::held:
    return clamp(first(0), n.lower, n.upper);
  case Operation::power_mean: {
    const double p = n.power, size = std::fabs(p);
    for (const ScoreNode& c : n.children) {
      if (c.weight == 0) continue;
      if (p < 0 && c.value == 0) return 0;
      x += c.weight * power_of(c.value, p);
      weights += c.weight;
    }
    double mean = p < 0 ? weights / x : x / weights;
    if (size == 0.5) mean *= mean;
    if (size >= 2) mean = std::sqrt(mean);
    return size == 4 ? std::sqrt(mean) : mean;
  }
  }
  return n.value;
}

namespace {

double power_of(double y, double p) {
  const double size = std::fabs(p);
  double z = size == 0.5 ? std::sqrt(y) : y;
  if (size >= 2) z *= z;
  if (size == 4) z *= z;
  return p < 0 ? 1 / z : z;
}

/// Shapley's value of "at least one", by child and divided by its own share: the mean, over all the others
/// that may have come before it, of what these leave. Products of what is left are averaged by how many they
/// are of, so that nothing is ever subtracted.
std::vector<double> share_of_either(const std::vector<ScoreNode>& children) {
  const std::size_t n = children.size();
  std::vector<double> factors(n, 0), mean;
  constexpr std::size_t most = 100; // the work grows with the third power
  if (n > most) {                   // then in proportion
    double sum = 0, left = 1;
    for (const ScoreNode& c : children) {
      sum += c.value;
      left *= 1 - c.value;
    }
    if (sum != 0) factors.assign(n, (1 - left) / sum);
    return factors;
  }
  for (std::size_t i = 0; i < n; ++i) {
    mean.assign(n, 0);
    mean[0] = 1;
    std::size_t taken = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      ++taken;
      const double left = 1 - children[j].value, r = static_cast<double>(taken);
      for (std::size_t k = taken; k >= 1; --k) {
        const double q = static_cast<double>(k);
        mean[k] = ((r - q) * mean[k] + q * left * mean[k - 1]) / r;
      }
    }
    for (std::size_t k = 0; k < n; ++k) factors[i] += mean[k];
    factors[i] /= static_cast<double>(n);
  }
  return factors;
}

/// What each child's value is multiplied by on its way into the parent's: the products sum to the parent's
/// value. Empty: the node keeps its value for itself.
std::vector<double> factors_of(const ScoreNode& n) {
  const std::size_t count = n.children.size();
  std::vector<double> factors(count, 0);
  const auto value = [&](std::size_t i) { return n.children[i].value; };
  for (std::size_t i = 0; i < count; ++i)
    if (!known(value(i))) return {};
  switch (n.operation) {
  case Operation::sum:
    factors.assign(count, 1);
    break;
  case Operation::mean:
    factors.assign(count, 1 / static_cast<double>(count));
    break;
  case Operation::weighted_mean: {
    double total = 0;
    for (const ScoreNode& c : n.children) total += c.weight;
    for (std::size_t i = 0; i < count; ++i) factors[i] = n.children[i].weight / total;
    break;
  }
  case Operation::power_mean: {
    // f is homogeneous of degree one: x·df/dx = f · w x^p / Σ w x^p, and these add up to f.
    double total = 0;
    for (std::size_t i = 0; i < count; ++i) {
      factors[i] = n.children[i].weight * power_of(value(i), n.power);
      total += factors[i];
    }
    for (std::size_t i = 0; i < count; ++i)
      factors[i] =
          std::isfinite(total) && total != 0 && value(i) != 0 ? n.value * factors[i] / total / value(i) : 0;
    break;
  }
  case Operation::minimum:
  case Operation::maximum: {
    double alike = 0; // Euler again: the least, or the greatest, makes the value alone
    for (std::size_t i = 0; i < count; ++i) alike += value(i) == n.value;
    if (alike == 0) return {};
    for (std::size_t i = 0; i < count; ++i) factors[i] = value(i) == n.value ? 1 / alike : 0;
    break;
  }
  case Operation::product:
    for (std::size_t i = 0; i < count; ++i) {
      factors[i] = 1 / static_cast<double>(count);
      for (std::size_t j = 0; j < count; ++j)
        if (j != i) factors[i] *= value(j);
    }
    break;
  case Operation::quotient:
    factors[0] = 1 / value(1);
    break;
  case Operation::difference:
    factors[0] = 1;
    factors[1] = -1;
    break;
  case Operation::either:
    factors = share_of_either(n.children);
    break;
  case Operation::chosen:
    factors[0] = 1;
    break;
  case Operation::held:
  case Operation::truncated:
  case Operation::rounded:
  case Operation::root:
    if (value(0) == 0) return {};
    factors[0] = n.value / value(0);
    break;
  default:
    return {};
  }
  return factors;
}

void share_out(ScoreNode& n, double factor) {
  n.part = factor * n.value;
  if (n.children.empty()) return;
  const std::vector<double> factors = n.assumed || !known(n.value) ? std::vector<double>{} : factors_of(n);
  if (factors.empty()) { // what was looked at has shares of its own, and no part in the number above
    for (ScoreNode& c : n.children) share_out(c, unknown_number);
    return;
  }
  if (n.operation == Operation::minimum) {
    // What is missing is shared as the cost of a runway is: each stretch of it by those who need that much.
    std::vector<ScoreNode*> order;
    for (ScoreNode& c : n.children) order.push_back(&c);
    std::stable_sort(order.begin(), order.end(),
                     [](const ScoreNode* a, const ScoreNode* b) { return a->value > b->value; });
    double so_far = 0, paid = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const double missing = std::max(so_far, 1 - order[i]->value);
      paid += (missing - so_far) / static_cast<double>(order.size() - i);
      so_far = missing;
      order[i]->share = paid;
    }
  }
  for (std::size_t i = 0; i < factors.size(); ++i) {
    ScoreNode& c = n.children[i];
    if (n.operation != Operation::minimum) c.share = factors[i] * c.value;
    share_out(c, factor * factors[i]);
  }
}

} // namespace

namespace {

enum class Side { lower, upper, known };

/// The weights that no one gave, chosen so that the mean comes out least or greatest: the first of them in
/// the order of the values take the top of their range, the others count nothing.
void choose_weights(ScoreNode& n, bool least) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < n.children.size(); ++i)
    if (n.children[i].open_weight > 0) {
      open.push_back(i);
      n.children[i].weight = 0;
    }
  if (open.empty()) return;
  std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
    return least ? n.children[a].value < n.children[b].value : n.children[a].value > n.children[b].value;
  });
  const auto mean = [&] {
    double sum = 0, weights = 0, plain = 0;
    for (const ScoreNode& c : n.children) {
      sum += c.weight * c.value;
      weights += c.weight;
      plain += c.value;
    }
    return weights != 0 ? sum / weights : plain / static_cast<double>(n.children.size());
  };
  double best = mean();
  std::size_t taken = 0;
  for (std::size_t k = 0; k < open.size(); ++k) {
    n.children[open[k]].weight = n.children[open[k]].open_weight;
    const double x = mean();
    if (least ? x < best : x > best) {
      best = x;
      taken = k + 1;
    }
  }
  for (std::size_t k = taken; k < open.size(); ++k) n.children[open[k]].weight = 0;
  double all = 0;
  for (const ScoreNode& c : n.children) all += c.weight;
  if (all == 0)
    for (ScoreNode& c : n.children) c.weight = 1;
}

/// The node without its children, which may be a whole tree.
ScoreNode alone(const ScoreNode& n) {
  ScoreNode m;
  m.text = n.text;
  m.operation = n.operation;
  m.value = n.value;
  m.assumed = n.assumed;
  m.bounded = n.bounded;
  m.lower = n.lower;
  m.upper = n.upper;
  m.known = n.known;
  m.weight = n.weight;
  m.share = n.share;
  m.part = n.part;
  m.power = n.power;
  m.open_weight = n.open_weight;
  m.label = n.label;
  m.element = n.element;
  m.id = n.id;
  m.attribute = n.attribute;
  m.pointer = n.pointer;
  m.offset = n.offset;
  m.elsewhere = n.elsewhere;
  return m;
}

/// The tree of a score as that of one of its bounds, or of the share that is known: where the same operation
/// makes the node's from its children's it stays; elsewhere the number stands with what was looked at.
ScoreNode side_of(const ScoreNode& n, Side side) {
  ScoreNode m = alone(n);
  m.bounded = m.assumed = false;
  const bool settled = known(n.value) && !n.assumed;
  if (side == Side::known)
    m.value = n.bounded ? n.known : settled ? 1 : 0;
  else if (n.bounded)
    m.value = side == Side::lower ? n.lower : n.upper;
  else if (!settled)
    m.value = unknown_number;
  m.operation = Operation::given;
  if (n.children.empty()) return m;
  bool all = true, weighed = true;
  for (const ScoreNode& c : n.children) {
    m.children.push_back(side_of(c, side));
    all = all && known(m.children.back().value);
    weighed = weighed && known(c.weight);
  }
  if (!all || !known(m.value)) return m;
  const auto fits = [&] { return std::fabs(recompute(m) - m.value) <= 1e-12; };
  bool open = false; // weights that nobody gave, which are chosen below
  for (const ScoreNode& c : m.children) open = open || c.open_weight > 0;
  const std::vector<ScoreNode> written = open ? m.children : std::vector<ScoreNode>();
  if (weighed &&
      (side == Side::known || (n.operation != Operation::minimum && n.operation != Operation::power_mean))) {
    m.operation = Operation::weighted_mean;
    if (side == Side::known) {
      for (ScoreNode& c : m.children) {
        if (!(c.open_weight > 0)) continue;
        c.children.clear();
        c.operation = Operation::given;
        c.value = 0;
        c.text += ": what it weighs is not known";
      }
    } else {
      choose_weights(m, side == Side::lower);
    }
    if (fits()) return m;
    if (open) m.children = written;
  }
  for (const Operation o : {n.operation, Operation::minimum, Operation::maximum, Operation::mean,
                            Operation::product, Operation::quotient, Operation::either}) {
    if (o == Operation::given || o == Operation::unknown || o == Operation::held) continue;
    if (o == Operation::quotient && m.children.size() != 2) continue;
    m.operation = o;
    if (fits()) return m;
  }
  m.operation = Operation::given;
  return m;
}

} // namespace

void ScoreNode::stands_at(const Spot& s) {
  pointer = s.pointer;
  offset = s.in_text ? s.offset : nowhere;
}

void share_out(ScoreNode& root) { share_out(root, 1); }

ScoreNode inner(Operation o, std::string text, std::vector<ScoreNode> children) {
  ScoreNode n;
  n.operation = o;
  n.text = std::move(text);
  n.children = std::move(children);
  for (const ScoreNode& c : n.children)
    if (!known(c.value)) {
      n.operation = Operation::unknown;
      return n;
    }
  n.value = recompute(n);
  return n;
}

void name_elements(ScoreNode& n, const View& view) {
  if (n.element != no_element) n.id = std::string(view.id(n.element));
  for (ScoreNode& c : n.children) name_elements(c, view);
}

void forget_offsets(ScoreNode& n) {
  n.offset = ScoreNode::nowhere;
  for (ScoreNode& c : n.children) forget_offsets(c);
}

std::string node_name(const View& view, Element e) {
  const std::string title = view.text(field::common::title, e);
  return title.empty() ? fmt::format("\"{}\"", view.id(e)) : fmt::format("\"{}\" ({})", title, view.id(e));
}

class Explainer::Builder {
public:
  Builder(const View& view, const ScoreOptions& options)
      : engine_(view, score_parameters(view), options), view_(engine_.view()) {}

  ScoreNode overall(const ScoreResult& result) {
    const GoalGraph& graph = engine_.goals();
    std::vector<const GoalScore*> scored(graph.rows().size(), nullptr);
    for (const GoalScore& g : result.goals) scored[graph.rows().of(g.goal)] = &g;
    told_.clear();
    told_again_ = 0;
    std::vector<ScoreNode> tops;
    std::vector<double> importance;
    for (const GoalScore& g : result.goals) {
      const std::uint32_t row = graph.rows().of(g.goal);
      bool top = true;
      for (const GoalEdge& e : graph.above(row))
        top = top && (!scored[e.goal] || graph.component(e.goal) == graph.component(row));
      if (!top) continue;
      tops.push_back(tree(row, scored, 0));
      importance.push_back(engine_.view().get(field::goal::importance, ElementOf<Kind::goal>{g.goal}));
    }
    if (tops.empty()) {
      ScoreNode none = unknown("There is no goal to score.", root_element);
      bound(none, result.overall);
      return none;
    }
    std::vector<Weight> weights;
    weights_of(importance, 100, weights);
    ScoreNode node =
        mean("goals with no goal above them, by importance", std::move(tops), weights, result.overall);
    node.element = root_element;
    return node;
  }

  ScoreNode goal(const GoalScore& g) {
    engine_.focus(engine_.goals().rows().of(g.goal));
    const ScoreParameters& p = engine_.parameters();
    std::vector<ScoreNode> parts;
    std::vector<Weight> weights;
    for (unsigned d = 0; d < dimension_count; ++d) {
      const Dimension dimension = static_cast<Dimension>(d);
      if (!g.applies(dimension)) continue;
      parts.push_back(dimension_in_focus(g, dimension));
      weights.push_back(given_weight(p.weights[d]));
    }
    const std::string text = named(g.goal);
    ScoreNode node;
    if (p.aggregate == Aggregate::mean) {
      node = mean(text, std::move(parts), weights, g.score);
    } else {
      bool any = false;
      for (const Weight& w : weights) any = any || w.point != 0;
      std::vector<ScoreNode> kept;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].weight = any ? weights[i].point : 1;
        if (parts[i].weight != 0) kept.push_back(std::move(parts[i]));
      }
      node.text = text;
      node.children = std::move(kept);
      node.operation = p.aggregate == Aggregate::weakest ? Operation::minimum : Operation::power_mean;
      node.power = p.power;
      std::vector<ScoreNode> sure;
      for (const ScoreNode& c : node.children)
        if (northline::known(c.value)) sure.push_back(plain(c.value, c.weight));
      if (!sure.empty()) {
        ScoreNode among;
        among.operation = node.operation;
        among.power = node.power;
        among.children = std::move(sure);
        const double middle = recompute(among);
        for (ScoreNode& c : node.children)
          if (!northline::known(c.value)) assume(c, middle);
      }
      finish(node, g.score);
    }
    node.element = g.goal;
    node.stands_at(element_spot(view_, g.goal));
    return node;
  }

  ScoreNode dimension(const GoalScore& g, Dimension d) {
    engine_.focus(engine_.goals().rows().of(g.goal));
    return dimension_in_focus(g, d);
  }

  ScoreNode number(const ScoreResult& result, Element e, std::string_view name) {
    for (const auto& [word, side] :
         {std::pair{"lower", Side::lower}, {"upper", Side::upper}, {"known", Side::known}})
      if (name == word)
        return side_of(e == root_element ? overall_in_full(result) : goal(*result.find(e)), side);
    if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) {
      const std::string_view part = name.substr(dot + 1), whole = name.substr(0, dot);
      for (const auto& [word, side] :
           {std::pair{"lower", Side::lower}, {"upper", Side::upper}, {"known", Side::known}})
        if (part == word) return side_of(number(result, e, whole), side);
      return spend(whole == "money", part);
    }
    if (name == "money" || name == "hours") return spend(name == "money", {});
    for (unsigned d = 0; d < dimension_count; ++d) {
      if (dimension_name(static_cast<Dimension>(d)) != name) continue;
      if (e == root_element) return across_goals(result, static_cast<Dimension>(d));
      const GoalScore& g = *result.find(e);
      if (g.applies(static_cast<Dimension>(d))) return dimension(g, static_cast<Dimension>(d));
      return unknown(fmt::format("{} does not apply to {}, which serves nobody by its type", name, named(e)),
                     e, "type");
    }
    if (name == "weakest") return weakest(result, e);
    if (name == "sound") return e == root_element ? sound(result) : sound_goal(*result.find(e));
    return e == root_element ? overall(result) : goal(*result.find(e));
  }

  ScoreNode in_full(const ScoreResult& result, Element e, std::string_view name,
                    const std::function<bool(const GoalScore&)>& wanted) {
    if (name == "sound") return e == root_element ? sound(result) : sound_goal(*result.find(e));
    ScoreNode n;
    if (e == root_element) {
      n = overall(result);
      std::vector<bool> told(engine_.goals().rows().size(), false);
      unfold_goals(
          n, result,
          [&](const GoalScore& g) {
            const std::uint32_t row = engine_.goals().rows().of(g.goal);
            if (told[row] || !wanted(g)) return false;
            told[row] = true;
            return true;
          },
          true);
    } else {
      n = goal(*result.find(e));
    }
    for (const auto& [word, side] :
         {std::pair{"lower", Side::lower}, {"upper", Side::upper}, {"known", Side::known}})
      if (name == word) return side_of(n, side);
    return n;
  }

  ScoreNode element(Element e) {
    switch (view_.kind(e)) {
    case Kind::program:
    case Kind::activity:
      return unit(e);
    case Kind::channel:
      return channel(e);
    case Kind::stakeholder:
      return person(e);
    case Kind::assessment:
      return assessment(e);
    case Kind::goal: {
      const bool absent = !engine_.is_present(e);
      ScoreNode n = unknown(
          named(e) + (absent ? " was dropped and is not scored." : " is done and is no longer scored."), e);
      if (!absent) {
        bool negative = false;
        const std::uint32_t row = engine_.goals().rows().of(e);
        engine_.focus(row);
        n.children.push_back(direction(engine_.direction_of(row, negative)));
      }
      return n;
    }
    default:
      return unknown(
          fmt::format("{} has no number of its own; it counts in the scores of the goals it is tied to.",
                      named(e)),
          e);
    }
  }

private:
  using Nodes = std::vector<ScoreNode>;

  // ---- numbers of the whole ----
  double importance(Element goal) const {
    return view_.get(field::goal::importance, ElementOf<Kind::goal>{goal});
  }
  /// The tree of goals with the dimensions of each.
  ScoreNode overall_in_full(const ScoreResult& result) {
    ScoreNode n = overall(result);
    unfold_goals(
        n, result, [](const GoalScore&) { return true; }, false);
    return n;
  }
  /// Puts the tree of its dimensions where a wanted goal stands with its number; without what each dimension
  /// is made of, because it can be asked for by itself, or with all of it.
  template <class Wanted>
  void unfold_goals(ScoreNode& node, const ScoreResult& result, Wanted&& wanted, bool deep) {
    for (ScoreNode& c : node.children) unfold_goals(c, result, wanted, deep);
    const GoalScore* g =
        node.children.empty() && node.element != no_element ? result.find(node.element) : nullptr;
    if (!g || view_.kind(node.element) != Kind::goal || node.lower != g->score.lower ||
        node.upper != g->score.upper || !wanted(*g))
      return;
    const bool itself = node.text == "the goal itself";
    ScoreNode full = goal(*g);
    full.weight = node.weight;
    full.open_weight = node.open_weight;
    if (itself) full.text = node.text;
    if (!deep)
      for (ScoreNode& c : full.children) c.children.clear();
    node = std::move(full);
  }
  /// One dimension over the goals it applies to.
  ScoreNode across_goals(const ScoreResult& result, Dimension d) {
    Nodes parts;
    std::vector<double> written;
    std::vector<Bounded> values;
    for (const GoalScore& g : result.goals) {
      if (!g.applies(d)) continue;
      parts.push_back(leaf(named(g.goal), g[d].score, g.goal));
      bound(parts.back(), g[d]);
      values.push_back(g[d]);
      written.push_back(importance(g.goal));
    }
    if (parts.empty()) return unknown(fmt::format("{} applies to no goal", dimension_name(d)), root_element);
    std::vector<Weight> weights;
    weights_of(written, 100, weights);
    const Bounded v = weighted_mean(values, weights);
    return mean(std::string(dimension_name(d)) + ": goals by importance", std::move(parts), weights, v);
  }
  ScoreNode weakest(const ScoreResult& result, Element e) {
    Nodes parts;
    std::int8_t least = result.weakest;
    if (e == root_element) {
      for (unsigned d = 0; d < dimension_count; ++d)
        parts.push_back(across_goals(result, static_cast<Dimension>(d)));
    } else {
      const GoalScore& g = *result.find(e);
      least = g.weakest;
      for (unsigned d = 0; d < dimension_count; ++d)
        if (g.applies(static_cast<Dimension>(d))) parts.push_back(dimension(g, static_cast<Dimension>(d)));
    }
    Nodes sure;
    for (ScoreNode& c : parts)
      if (northline::known(c.value)) sure.push_back(std::move(c));
    if (least < 0 || sure.empty()) return unknown("nothing is known of any dimension", e);
    ScoreNode n = inner(Operation::minimum, "", std::move(sure));
    n.text = fmt::format("the weakest dimension: {}", dimension_name(static_cast<Dimension>(least)));
    n.element = e;
    return n;
  }
  ScoreNode sound_goal(const GoalScore& g) const {
    std::string wrong;
    const double at = engine_.parameters().sound_at;
    for (unsigned d = 0; d < dimension_count; ++d) {
      if (!g.applies(static_cast<Dimension>(d))) continue;
      const Bounded v = g[static_cast<Dimension>(d)];
      const bool settled = v.known >= 1 - 1e-9, enough = northline::known(v.score) && v.score >= at - 1e-9;
      if (settled && enough) continue;
      wrong += fmt::format("{}{} {}", wrong.empty() ? "" : ", ", dimension_name(static_cast<Dimension>(d)),
                           !settled ? fmt::format("{:.0f} % known", std::floor(v.known * 100))
                                    : fmt::format("{:.2f}", v.score));
    }
    return leaf(g.sound ? named(g.goal) + " is sound"
                        : fmt::format("{} is not sound: {}", named(g.goal), wrong),
                g.sound ? 1 : 0, g.goal);
  }
  ScoreNode sound(const ScoreResult& result) const {
    if (result.goals.empty()) return unknown("There is no goal to score.", root_element);
    Nodes parts;
    std::vector<double> written;
    for (const GoalScore& g : result.goals) {
      parts.push_back(sound_goal(g));
      written.push_back(importance(g.goal));
    }
    std::vector<Weight> weights;
    weights_of(written, 100, weights);
    const Bounded v{result.sound, 0, 1, 1};
    ScoreNode n = mean(fmt::format("goals whose every dimension is known and at least {}, by importance",
                                   engine_.parameters().sound_at),
                       std::move(parts), weights, v);
    n.bounded = false;
    return n;
  }
  /// What of the money, or of the hours, serves goals that lead to the top, and where the rest goes.
  ScoreNode spend(bool money, std::string_view part) {
    const Load& load = engine_.load();
    const WorkUnits& work = engine_.work();
    const LineOfSight& sight = engine_.sight();
    Nodes causes[4]; // aligned, no goal, no line of sight, negative
    const auto amount_of = [&](const Demand& d) {
      return money ? d.money : d.dated() ? d.total_hours() : unknown_number;
    };
    const auto demand = [&](const Demand& d) {
      return leaf(fmt::format("{} takes from {}", named(d.consumer), named(d.resource)), amount_of(d),
                  d.consumer, Relation::consumes, d.resource);
    };
    std::vector<bool> placed(load.demands().size(), false);
    for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
      Nodes demands;
      for (const std::uint32_t i : load.of_unit(unit)) {
        placed[i] = true;
        const double x = amount_of(load.demands()[i]);
        if (northline::known(x) && x != 0) demands.push_back(demand(load.demands()[i]));
      }
      if (demands.empty()) continue;
      ScoreNode amount = demands.size() == 1 ? std::move(demands[0])
                                             : inner(Operation::sum, named(work.element(unit)) + " takes",
                                                     std::move(demands));
      const std::uint32_t giver = contributing_unit(work, unit);
      if (giver == no_row) {
        causes[1].push_back(std::move(amount));
        continue;
      }
      Nodes parts[4];
      bool any[4] = {};
      each_division(work, giver, [&](const Contribution& c, double w) {
        const Element g = engine_.goals().rows().at(c.other);
        const Direction d = direction_of(sight, c.other);
        const double good = c.positive() ? d.lower : 0;
        const double shares[4] = {good, 0, c.positive() && !d.negative ? 1 - good : 0,
                                  !c.positive() || d.negative ? 1 - good : 0};
        for (const unsigned cause : {0U, 2U, 3U}) {
          ScoreNode n =
              leaf(fmt::format("{} {}", c.positive() ? "contributes to" : "works against", named(g)),
                   shares[cause], work.element(giver), Relation::contributes_to, g);
          n.weight = w;
          any[cause] = any[cause] || shares[cause] != 0;
          parts[cause].push_back(std::move(n));
        }
      });
      for (const unsigned cause : {0U, 2U, 3U}) {
        if (!any[cause]) continue;
        ScoreNode share =
            inner(Operation::weighted_mean, "its goals, by contribution", std::move(parts[cause]));
        causes[cause].push_back(
            inner(Operation::product, named(work.element(unit)), list(ScoreNode(amount), std::move(share))));
      }
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const double x = amount_of(load.demands()[i]);
      if (!placed[i] && northline::known(x) && x != 0) causes[1].push_back(demand(load.demands()[i]));
    }
    constexpr std::string_view texts[] = {"serves goals that lead to the top", "serves no goal",
                                          "serves goals with no line of sight to the vision or mission",
                                          "works against goals"};
    Nodes sums;
    for (unsigned cause = 0; cause < 4; ++cause) {
      ScoreNode n = inner(Operation::sum, std::string(texts[cause]), std::move(causes[cause]));
      if (n.children.empty()) {
        n.operation = Operation::given;
        n.value = 0;
      }
      sums.push_back(std::move(n));
    }
    constexpr std::string_view parts[] = {"aligned", "no_goal", "no_line_of_sight", "negative"};
    for (unsigned cause = 0; cause < 4; ++cause)
      if (part == parts[cause]) return sums[cause];
    ScoreNode aligned = sums[0];
    ScoreNode all =
        inner(Operation::sum, money ? "all money whose amount is known" : "all hours that are known",
              std::move(sums));
    if (part == "total") return all;
    const std::string text = money ? "aligned money, of all" : "aligned hours, of all";
    if (all.value == 0) return unknown(money ? "no money is planned" : "no hours are planned", root_element);
    ScoreNode n = inner(Operation::quotient, text, list(std::move(aligned), std::move(all)));
    n.element = root_element;
    return n;
  }

  // ---- words and places ----
  std::string name(Element e) const {
    const std::string title = view_.text(field::common::title, e);
    return title.empty() ? std::string(view_.id(e)) : title;
  }
  std::string named(Element e) const { return node_name(view_, e); }

  // ---- nodes ----
  static ScoreNode plain(double value, double weight) {
    ScoreNode n;
    n.value = value;
    n.weight = weight;
    return n;
  }
  ScoreNode leaf(std::string text, double value, Element e, std::string_view attribute = {}) const {
    ScoreNode n;
    n.text = std::move(text);
    n.value = value;
    n.element = e;
    n.attribute = std::string(attribute);
    // The strategy's own members lie between all others: looking for one would read the whole text.
    if (e == root_element)
      n.pointer = attribute.empty() ? "" : "/" + std::string(attribute);
    else
      n.stands_at(attribute.empty() ? element_spot(view_, e) : member_spot(view_, e, attribute, places_));
    if (!northline::known(value)) n.operation = Operation::unknown;
    return n;
  }
  ScoreNode leaf(std::string text, double value, Element e, Relation r, Element target) const {
    ScoreNode n;
    n.text = std::move(text);
    n.value = value;
    n.element = e;
    n.attribute = std::string(info(r).name);
    if (e == root_element)
      n.pointer = "/" + n.attribute;
    else
      n.stands_at(target_spot(view_, e, r, view_.id(target), places_));
    if (!northline::known(value)) n.operation = Operation::unknown;
    return n;
  }
  ScoreNode unknown(std::string text, Element e, std::string_view attribute = {}) const {
    return leaf(std::move(text), unknown_number, e, attribute);
  }
  template <class... Ns> static Nodes list(Ns&&... ns) {
    Nodes nodes;
    (nodes.push_back(std::forward<Ns>(ns)), ...);
    return nodes;
  }
  static void bound(ScoreNode& n, const Bounded& v) {
    n.bounded = true;
    n.lower = v.lower;
    n.upper = v.upper;
    n.known = v.known;
  }
  static void assume(ScoreNode& n, double middle) {
    n.assumed = true;
    n.value = clamp(middle, n.bounded ? n.lower : 0, n.bounded ? n.upper : 1);
  }
  /// Gives a node the value that was worked out, and wraps it where its bounds moved it.
  static void finish(ScoreNode& n, const Bounded& v) {
    if (!northline::known(v.score)) {
      n.operation = n.children.empty() ? n.operation : Operation::unknown;
      n.value = unknown_number;
      bound(n, v);
      return;
    }
    n.value = v.score;
    const double made = n.operation == Operation::unknown ? unknown_number : recompute(n);
    if (n.operation != Operation::given && !(std::fabs(made - v.score) <= 1e-12)) {
      ScoreNode held;
      held.text = n.text;
      if (northline::known(made) && std::fabs(clamp(made, v.lower, v.upper) - v.score) <= 1e-12) {
        n.value = made;
        held.operation = Operation::held;
        held.children.push_back(std::move(n));
      } else { // determined: whatever is unknown, the value cannot be another
        held.children = std::move(n.children);
        held.operation = Operation::given;
      }
      held.value = v.score;
      n = std::move(held);
    }
    bound(n, v);
  }
  static ScoreNode mean(std::string text, Nodes parts, const std::vector<Weight>& weights, const Bounded& v) {
    ScoreNode n;
    n.text = std::move(text);
    n.children = std::move(parts);
    double total = 0;
    for (const Weight& w : weights) total += w.point;
    bool alike = true, any = false;
    double divisor = 0, sum = 0, plain_sum = 0, scored = 0;
    for (std::size_t i = 0; i < n.children.size(); ++i) {
      ScoreNode& c = n.children[i];
      c.weight = total == 0 ? 1 : weights[i].point;
      if (!weights[i].given) c.open_weight = weights[i].high;
      alike = alike && c.weight == n.children[0].weight;
      if (!northline::known(c.value)) continue;
      any = true;
      divisor += c.weight;
      sum += c.weight * c.value;
      plain_sum += c.value;
      ++scored;
    }
    n.operation = alike ? Operation::mean : Operation::weighted_mean;
    if (any) {
      const double middle = divisor == 0 ? plain_sum / scored : sum / divisor;
      for (ScoreNode& c : n.children)
        if (!northline::known(c.value)) assume(c, middle);
      n.value = recompute(n);
    } else {
      n.operation = Operation::unknown;
    }
    finish(n, v);
    return n;
  }
  static ScoreNode plain_mean_of(std::string text, Nodes parts, const Bounded& v) {
    const std::vector<Weight> weights(parts.size(), given_weight(1));
    return mean(std::move(text), std::move(parts), weights, v);
  }

  // ---- the tree of goals ----
  ScoreNode tree(std::uint32_t row, const std::vector<const GoalScore*>& scored, unsigned depth) {
    const GoalGraph& graph = engine_.goals();
    const GoalScore& g = *scored[row];
    ScoreNode own = leaf(named(g.goal), g.score.score, g.goal);
    bound(own, g.score);
    std::vector<std::uint32_t> children;
    for (const std::uint32_t child : graph.below(row))
      if (scored[child] && graph.component(child) != graph.component(row)) children.push_back(child);
    if (children.empty()) return own;
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
    Nodes parts;
    std::vector<Bounded> values;
    std::vector<double> importance;
    for (const std::uint32_t child : children) {
      ScoreNode part = tree_value(child, scored, depth + 1);
      values.push_back({part.value, part.lower, part.upper, part.known});
      importance.push_back(view_.get(field::goal::importance, ElementOf<Kind::goal>{graph.rows().at(child)}));
      parts.push_back(std::move(part));
    }
    std::vector<Weight> weights;
    weights_of(importance, 100, weights);
    const Bounded below = weighted_mean(values, weights);
    ScoreNode parts_node = mean("its parts, by importance", std::move(parts), weights, below);
    const double shares[2] = {engine_.parameters().own_share, 1 - engine_.parameters().own_share};
    const Bounded both[2] = {g.score, below};
    own.text = "the goal itself";
    const std::vector<Weight> two = {given_weight(shares[0]), given_weight(shares[1])};
    ScoreNode node = mean(named(g.goal) + " with its parts", list(std::move(own), std::move(parts_node)), two,
                          mean_in_order(both, shares));
    node.element = g.goal;
    node.stands_at(element_spot(view_, g.goal));
    return node;
  }
  /// Cascades may be thousands deep, and forty goals that all support each other are reached on more ways
  /// than can be counted: from some depth, and some number of goals told again, a goal stands with its number
  /// alone.
  ScoreNode tree_value(std::uint32_t row, const std::vector<const GoalScore*>& scored, unsigned depth) {
    constexpr unsigned deepest = 40, most_again = 500;
    if (told_.empty()) told_.resize(engine_.goals().rows().size());
    const bool again = told_[row] && told_again_ >= most_again;
    if (depth < deepest && !again) {
      told_again_ += told_[row];
      told_[row] = true;
      return tree(row, scored, depth);
    }
    if (trees_.empty()) fill_trees(scored);
    const Element e = engine_.goals().rows().at(row);
    ScoreNode n = leaf(named(e) + (again ? " with its parts, as elsewhere in this tree" : " with its parts"),
                       trees_[row].score, e);
    bound(n, trees_[row]);
    return n;
  }
  void fill_trees(const std::vector<const GoalScore*>& scored) {
    const GoalGraph& graph = engine_.goals();
    trees_.resize(graph.rows().size());
    std::vector<Bounded> parts;
    std::vector<double> importance;
    std::vector<Weight> weights;
    for (std::uint32_t c = graph.component_count(); c-- > 0;)
      for (const std::uint32_t row : graph.members(c)) {
        if (!scored[row]) continue;
        std::vector<std::uint32_t> children;
        for (const std::uint32_t child : graph.below(row))
          if (scored[child] && graph.component(child) != c) children.push_back(child);
        std::sort(children.begin(), children.end());
        children.erase(std::unique(children.begin(), children.end()), children.end());
        trees_[row] = scored[row]->score;
        if (children.empty()) continue;
        parts.clear();
        importance.clear();
        for (const std::uint32_t child : children) {
          parts.push_back(trees_[child]);
          importance.push_back(
              view_.get(field::goal::importance, ElementOf<Kind::goal>{graph.rows().at(child)}));
        }
        weights_of(importance, 100, weights);
        const Bounded both[2] = {trees_[row], weighted_mean(parts, weights)};
        const double shares[2] = {engine_.parameters().own_share, 1 - engine_.parameters().own_share};
        trees_[row] = mean_in_order(both, shares);
      }
  }

  // ---- dimensions of the goal in focus ----
  ScoreNode dimension_in_focus(const GoalScore& g, Dimension d) {
    const Bounded& v = g[d];
    ScoreNode n = tree_of(d, v);
    n.text = std::string(dimension_name(d)) + (n.text.empty() ? "" : ": " + n.text);
    if (!n.bounded) finish(n, v);
    return n;
  }
  ScoreNode tree_of(Dimension d, const Bounded& v) {
    switch (d) {
    case Dimension::direction:
      return direction(v);
    case Dimension::need:
      return need(v);
    case Dimension::grounding:
      return grounding(v);
    case Dimension::audience:
      return audience(v);
    case Dimension::means:
      return means(v);
    case Dimension::measurement:
      return measurement(v);
    case Dimension::accountability:
      return accountability(v);
    case Dimension::governance:
      return governance(v);
    case Dimension::readiness:
      return readiness(v);
    default:
      return timing(v);
    }
  }
  ScoreNode no_program() const {
    return leaf("no program contributes to it or to a goal below it", 0, engine_.goal());
  }
  ScoreNode serves_nobody() const { return leaf("it serves no audience", 0, engine_.goal()); }

  ScoreNode direction(const Bounded& v) {
    const Element g = engine_.goal();
    const LineOfSight& sight = engine_.facts().line_of_sight();
    if (!sight.has_tops()) return unknown("the strategy has neither a vision nor a mission", root_element);
    const Sight& own = sight.of(g);
    if (own.circular && !own.positive && !own.negative)
      return unknown("it lies in a circle of goals that leads nowhere", g);
    Nodes steps;
    Nodes pro, contra;
    const auto look = [&](Element from, const Edge& e, double size, bool good, bool sized) {
      Sight to;
      if (view_.is(e.target, Kind::goal)) {
        to = sight.of(e.target);
      } else {
        to.positive = true;
        to.positive_low = to.positive_high = 1;
      }
      const bool helps = good ? to.positive : to.negative, harms = good ? to.negative : to.positive;
      const std::string text =
          fmt::format("{} {}", good ? info(e.relation).name : "works against", named(e.target));
      steps.push_back(leaf(text + (helps   ? ", which leads to the top"
                                   : harms ? ", against the top"
                                           : ", which leads nowhere"),
                           helps ? 1 : 0, from, e.relation, e.target));
      if (!sized) return;
      const auto strength = [&](double carried, std::string_view what) {
        return inner(Operation::product, text,
                     list(leaf("size of the relation", size, from, e.relation, e.target),
                          leaf(fmt::format("{} of {}", what, named(e.target)), carried, e.target)));
      };
      if (helps) pro.push_back(strength(good ? to.positive_low : to.negative_low, "positive paths"));
      if (harms) contra.push_back(strength(good ? to.negative_low : to.positive_low, "opposing paths"));
    };
    if (!own.circular) {
      for (const Edge& e : view_.out(g, Relation::refines))
        if (e.target != g && engine_.is_present(e.target)) look(g, e, 1, true, true);
      for (const Edge& e : view_.out(g, Relation::supports)) {
        if (e.target == g || !engine_.is_present(e.target)) continue;
        const Quantity c = view_.get(edge_field::supports::contribution, e);
        if (!c.known() || c.point() != 0)
          look(g, e, c.known() ? std::fabs(c.point()) / 100 : 0, !(c.point() < 0), c.known());
      }
    }
    if (!own.positive)
      return steps.empty() ? leaf("no relation leads from it towards the top", 0, g)
                           : inner(Operation::maximum, "paths to the top", std::move(steps));
    if (!own.negative)
      return steps.empty() ? leaf("its circle of goals leads to the top", 1, g)
                           : inner(Operation::maximum, "paths to the top", std::move(steps));
    if (!northline::known(v.score) || own.circular || pro.empty() || contra.empty()) {
      ScoreNode n;
      n.text = "paths pull both ways";
      n.operation = northline::known(v.score) ? Operation::given : Operation::unknown;
      n.value = v.score;
      n.element = g;
      n.stands_at(element_spot(view_, g));
      n.children = std::move(steps);
      return n;
    }
    ScoreNode p = inner(Operation::sum, "strength of the paths to the top", std::move(pro));
    ScoreNode q = inner(Operation::sum, "strength of the paths against it", std::move(contra));
    ScoreNode again = p;
    return inner(
        Operation::quotient, "paths to the top against all paths",
        list(std::move(p), inner(Operation::sum, "all paths", list(std::move(again), std::move(q)))));
  }

  ScoreNode need(const Bounded& v) {
    Nodes parts;
    std::vector<double> priority;
    engine_.each_served([&](Element audience, double weight) {
      parts.push_back(answered(audience));
      priority.push_back(weight);
    });
    if (parts.empty()) return serves_nobody();
    std::vector<Weight> weights;
    weights_of(priority, 1, weights);
    return mean("audiences served, by priority", std::move(parts), weights, v);
  }
  ScoreNode answered(Element audience) {
    const Bounded v = engine_.answered(audience);
    Nodes felt, met, open;
    for (const Edge& e : view_.in(audience, Relation::felt_by)) {
      if (!engine_.is_present(e.source) || !view_.is(e.source, Kind::insight)) continue;
      const ElementOf<Kind::insight> i{e.source};
      const choice::insight_type type = view_.get(field::insight::type, i);
      const bool feeling = type == choice::insight_type::need || type == choice::insight_type::frustration ||
                           type == choice::insight_type::excitement ||
                           type == choice::insight_type::sentiment;
      if (!feeling && type != choice::insight_type::absent) continue;
      const double intensity = view_.get(field::insight::intensity, i), degree = engine_.addressed(i);
      if (!feeling || !northline::known(intensity)) {
        open.push_back(unknown(fmt::format("{} has no {}", named(i), feeling ? "intensity" : "type"), i));
        continue;
      }
      felt.push_back(leaf(fmt::format("intensity of {}", named(i)), intensity, i, "intensity"));
      if (northline::known(degree))
        met.push_back(inner(Operation::product, fmt::format("{} is addressed", named(i)),
                            list(leaf("degree", degree, i), felt.back())));
    }
    ScoreNode n;
    const std::string text = named(audience);
    if (felt.empty() && open.empty()) {
      n = unknown(fmt::format("{}: no insight says what they feel", text), audience);
    } else if (!northline::known(v.score)) {
      n.text = fmt::format("{}: too little is known of what they feel", text);
      n.operation = Operation::unknown;
      n.children = std::move(open);
    } else if (met.empty() || felt.empty()) {
      n = leaf(fmt::format("{}: nothing they feel is addressed", text), v.score, audience);
      n.children = std::move(felt);
    } else {
      ScoreNode most = inner(Operation::maximum, "strongest feeling", std::move(felt));
      ScoreNode best = inner(Operation::maximum, "strongest answer", std::move(met));
      n = most.value == 0 ? leaf(text + ": what they feel has no strength", v.score, audience)
                          : inner(Operation::quotient, text, list(std::move(best), std::move(most)));
      for (ScoreNode& o : open) n.text += "; " + o.text;
    }
    n.element = audience;
    if (n.pointer.empty()) n.stands_at(element_spot(view_, audience));
    finish(n, v);
    return n;
  }

  ScoreNode grounding(const Bounded& v) {
    std::vector<Element> assessments;
    engine_.gather_grounds(assessments);
    if (assessments.empty()) return leaf("it rests on no assessment", 0, engine_.goal());
    Nodes grounds;
    for (const Element a : assessments) grounds.push_back(ground(a, engine_.ground(a)));
    return extreme(Operation::maximum, "assessments it rests on", std::move(grounds), v);
  }
  ScoreNode ground(Element a, const Bounded& v) {
    const ElementOf<Kind::assessment> e{a};
    const Date date = view_.get(field::assessment::date, e);
    ScoreNode n;
    if (!date.known()) {
      n = unknown(fmt::format("{} has no date", named(a)), a);
    } else if (!engine_.as_of().known()) {
      n = unknown("nothing says as of which day to judge", root_element, "as_of");
    } else {
      bool findings = false;
      for (const Edge& i : view_.in(a, Relation::found_in))
        findings = findings || (engine_.is_present(i.source) && view_.is(i.source, Kind::insight));
      const double worth = findings ? 1 : engine_.parameters().no_findings;
      const Date decided =
          engine_.goal() == no_element ? Date{} : view_.get(field::common::decided, engine_.goal());
      const bool late = decided.known() && decided < date;
      const double order = late ? engine_.parameters().late_assessment : 1;
      const double fresh = worth * order != 0 ? v.score / (worth * order) : 0;
      Nodes factors =
          list(leaf(engine_.as_of() < date
                        ? "lies in the future: " + to_string(date)
                        : "made on " + to_string(date) + (fresh < 1 ? ", past its validity" : ""),
                    fresh, a, "date"),
               leaf(findings ? "insights were found in it" : "no insight was found in it", worth, a));
      if (late) factors.push_back(leaf("the goal was decided before it", order, engine_.goal(), "decided"));
      n = inner(Operation::product, named(a), std::move(factors));
    }
    if (n.element == no_element) {
      n.element = a;
      n.stands_at(element_spot(view_, a));
    }
    finish(n, v);
    return n;
  }
  /// Greatest or least of parts of which some may be unknown.
  static ScoreNode extreme(Operation o, std::string text, Nodes parts, const Bounded& v) {
    ScoreNode n;
    n.text = std::move(text);
    n.operation = o;
    bool any = false;
    double best = 0;
    for (const ScoreNode& c : parts) {
      if (!northline::known(c.value)) continue;
      best = !any ? c.value : o == Operation::maximum ? std::max(best, c.value) : std::min(best, c.value);
      any = true;
    }
    n.children = std::move(parts);
    if (!any) {
      n.operation = Operation::unknown;
    } else {
      for (ScoreNode& c : n.children)
        if (!northline::known(c.value)) assume(c, best);
      n.value = recompute(n);
    }
    finish(n, v);
    return n;
  }

  ScoreNode audience(const Bounded& v) {
    if (engine_.brought().empty()) return no_program();
    Nodes parts;
    std::vector<double> priority;
    engine_.each_served([&](Element audience, double weight) {
      parts.push_back(met(audience));
      priority.push_back(weight);
    });
    if (parts.empty()) return serves_nobody();
    std::vector<Weight> weights;
    weights_of(priority, 1, weights);
    return mean("audiences served, by priority", std::move(parts), weights, v);
  }
  ScoreNode met(Element a) {
    const Bounded v = engine_.met(a);
    Nodes touched;
    std::string open;
    for (const ScoreEngine::UsedChannel& used : engine_.channels()) {
      const Element c = engine_.channel_element(used.row);
      bool touches = false, reaches = false;
      double share = unknown_number;
      for (const Edge& e : view_.out(c, Relation::reaches))
        if (e.target == a && !reaches) {
          touches = reaches = true;
          share = view_.get(edge_field::reaches::share, e).point();
        }
      if (!touches)
        for (const Edge& e : view_.out(a, Relation::present_on)) touches = touches || e.target == c;
      if (!touches) continue;
      if (!northline::known(share)) {
        open += fmt::format("{}{}", open.empty() ? "" : ", ", named(c));
        continue;
      }
      touched.push_back(inner(Operation::product, fmt::format("reached through {}", named(c)),
                              list(leaf("degree to which it is used", used.degree, c),
                                   leaf("share reached", share, c, Relation::reaches, a))));
    }
    ScoreNode n;
    if (!touched.empty()) {
      n = inner(Operation::either, "share reached", std::move(touched));
      const double needed =
          view_.get(field::goal::reach_needed, ElementOf<Kind::goal>{engine_.goal()}).point_or(1);
      if (needed != 1 && needed != 0)
        n = inner(Operation::quotient, "reached of what is needed",
                  list(std::move(n), leaf("share that is enough", needed, engine_.goal(), "reach_needed")));
      if (needed == 0)
        n = leaf("any reach is enough", v.score, engine_.goal(), "reach_needed");
      else if (n.value > 1)
        n = inner(Operation::minimum, "at most all of it", list(std::move(n), leaf("all", 1, a)));
    } else if (!open.empty()) {
      n = unknown(fmt::format("{}: nobody measured what {} reaches", named(a), open), a);
    } else {
      n = leaf(fmt::format("{}: no live channel of its programs meets them", named(a)), v.score, a);
    }
    if (!n.children.empty()) n.text = named(a) + (open.empty() ? "" : "; reach not measured: " + open);
    n.element = a;
    if (n.pointer.empty()) n.stands_at(element_spot(view_, a));
    finish(n, v);
    return n;
  }

  ScoreNode means(const Bounded& v) {
    if (engine_.brought().empty()) return no_program();
    Nodes brought, sizes;
    std::string open;
    for (const Brought& b : engine_.brought()) {
      ScoreNode m = equipped(b.unit);
      const std::string program = named(engine_.unit_element(b.unit));
      if (!b.known || !northline::known(m.value)) {
        open += fmt::format("{}{}", open.empty() ? "" : "; ",
                            !b.known ? program + " does not say how much it brings"
                                     : program + " does not say what it takes");
        continue;
      }
      ScoreNode size = influence(b);
      sizes.push_back(size);
      brought.push_back(inner(Operation::product, program, list(std::move(size), std::move(m))));
      brought.back().element = engine_.unit_element(b.unit);
      brought.back().stands_at(element_spot(view_, engine_.unit_element(b.unit)));
    }
    if (brought.empty()) {
      ScoreNode n = unknown(open, engine_.goal());
      finish(n, v);
      return n;
    }
    ScoreNode all = inner(Operation::maximum, "what programs bring, or all of it",
                          list(inner(Operation::sum, "what programs bring", std::move(sizes)),
                               leaf("all of it", 1, engine_.goal())));
    ScoreNode sum = inner(Operation::sum, "planned, staffed and paid for", std::move(brought));
    ScoreNode n = inner(Operation::quotient, open, list(std::move(sum), std::move(all)));
    finish(n, v);
    return n;
  }
  ScoreNode influence(const Brought& b) {
    const Element e = engine_.unit_element(b.unit);
    const std::uint32_t goal_row = engine_.goals().rows().of(engine_.goal());
    const auto to = engine_.work().to_goals(engine_.unit_row(b.unit));
    // One contribution to the goal itself is what most programs have; it stands as it was written.
    bool direct = true;
    for (const Contribution& c : to) {
      if (!c.positive()) continue;
      const auto below = engine_.below();
      if (std::find(below.begin(), below.end(), c.other) != below.end())
        direct = direct && c.other == goal_row;
    }
    ScoreNode n =
        leaf(direct ? "its contribution" : "its contributions, through the goals below", b.low, e,
             Relation::contributes_to, engine_.goals().rows().at(to.empty() ? goal_row : to[0].other));
    return n;
  }
  ScoreNode equipped(std::uint32_t unit) {
    const Element e = engine_.unit_element(unit);
    ScoreNode h = share("hours granted of those it needs", engine_.hours_share(unit), unit, true);
    ScoreNode b = share("money there is of what it needs", engine_.money_share(unit), unit, false);
    ScoreNode n;
    const Bounded& v = engine_.equipped(unit);
    n.text = "the lesser of hours and money";
    n.operation = Operation::minimum;
    n.children = list(std::move(h), std::move(b));
    if (northline::known(v.score)) {
      for (ScoreNode& c : n.children)
        if (!northline::known(c.value)) {
          c.assumed = true;
          c.value = clamp(v.score, c.lower, c.upper);
        }
      n.value = v.score;
    }
    finish(n, v);
    n.element = e;
    n.stands_at(element_spot(view_, e));
    return n;
  }
  ScoreNode share(std::string text, const Bounded& v, std::uint32_t unit, bool hours) {
    const Load& load = engine_.load();
    Nodes parts;
    std::vector<Weight> weights;
    std::size_t open = 0;
    engine_.work().each_member(engine_.unit_row(unit), [&](std::uint32_t row) {
      if (engine_.work().unit(row) != row) return;
      for (const std::uint32_t i : load.of_unit(row)) {
        const Demand& d = load.demands()[i];
        const Load::Type type = load.type(d.resource);
        if (type != Load::Type::none && type != (hours ? Load::Type::hours : Load::Type::budget)) continue;
        if (!hours && d.money == 0) continue;
        const bool settled = hours ? northline::known(d.hours) && d.dated() : northline::known(d.money);
        const double granted = !settled ? unknown_number
                               : hours  ? load.hours_share(i)
                                        : load.money_share(d.resource);
        if (!settled || !northline::known(granted)) ++open;
        if (!northline::known(granted)) continue;
        parts.push_back(leaf(fmt::format("{} takes from {}", named(d.consumer), named(d.resource)), granted,
                             d.consumer, Relation::consumes, d.resource));
        take_if_equal(parts.back(), hours ? hours_granted(i, parts.back().text)
                                          : money_granted(d.resource, parts.back().text));
        weights.push_back(given_weight(hours ? d.total_hours() : d.money));
      }
    });
    const Element e = engine_.unit_element(unit);
    ScoreNode n;
    if (parts.empty()) {
      n = leaf(open != 0 ? text + ": what it takes is not said in full"
               : hours   ? northline::known(v.score) ? text + ": the market runs it and it states none"
                                                     : text + ": it states none"
                         : text + ": it needs none",
               v.score, e);
    } else {
      const Bounded point{v.score, 0, 1, v.known};
      n = mean(open != 0 ? text + ", as far as it is said" : text, std::move(parts), weights, point);
    }
    finish(n, v);
    return n;
  }

  /// What is not committed of a resource's capacity.
  ScoreNode free_capacity(Element resource) const {
    const ElementOf<Kind::resource> r{resource};
    const Quantity capacity = view_.get(field::resource::capacity, r),
                   committed = view_.get(field::resource::committed, r);
    ScoreNode all = leaf("capacity of " + named(resource), capacity.point(), resource, "capacity");
    if (!committed.known()) return all;
    ScoreNode less = inner(Operation::difference, "what is not committed of " + named(resource),
                           list(std::move(all), leaf("committed", committed.point(), resource, "committed")));
    if (less.value >= 0) return less;
    return inner(Operation::maximum, less.text, list(std::move(less), leaf("nothing", 0, resource)));
  }
  static constexpr std::size_t most_told = 12; ///< of those who ask for the same
  ScoreNode money_granted(Element resource, const std::string& text) const {
    const Load& load = engine_.load();
    const double share = load.money_share(resource);
    if (!northline::known(share) || share >= 1) return {};
    std::size_t count = 0;
    for (const Demand& d : load.of(resource)) count += northline::known(d.money) && d.money != 0;
    if (count == 0) return {};
    ScoreNode all = leaf(fmt::format("money asked of it, by {}", count), load.money(resource), resource);
    if (count <= most_told) {
      Nodes parts;
      for (const Demand& d : load.of(resource))
        if (northline::known(d.money) && d.money != 0)
          parts.push_back(leaf(named(d.consumer == no_element ? resource : d.consumer), d.money,
                               d.consumer == no_element ? resource : d.consumer, Relation::consumes,
                               resource));
      all = inner(Operation::sum, "money asked of it", std::move(parts));
    }
    return inner(Operation::quotient, text, list(free_capacity(resource), std::move(all)));
  }
  /// What a resource has of what all ask of it in some weeks.
  ScoreNode week_of(Element resource, const WeekLoad& w, double base, double slack) const {
    const Load& load = engine_.load();
    const double run_days = w.to.days + 7 - w.from.days;
    const auto here = [&](const Demand& d) {
      if (!northline::known(d.hours) || d.hours == 0 || !d.dated()) return 0;
      return std::max(0, std::min(w.to.days + 6, d.last.days) - std::max(w.from.days, d.first.days) + 1);
    };
    std::size_t count = 0;
    for (const Demand& d : load.of(resource)) count += here(d) > 0;
    ScoreNode all;
    if (count > most_told) {
      all = leaf(fmt::format("hours a week asked of it, by {}", count), w.hours, resource);
    } else {
      Nodes parts;
      for (const Demand& d : load.of(resource)) {
        const double days = here(d);
        if (days == 0) continue;
        const Element who = d.consumer == no_element ? resource : d.consumer;
        ScoreNode hours = leaf(named(who), d.hours, who, Relation::consumes, resource);
        if (days < run_days) // it begins or ends within the week
          hours = inner(Operation::product, named(who) + ", on some of the days",
                        list(std::move(hours),
                             inner(Operation::quotient, "days of the period",
                                   list(leaf("its days", days, who), leaf("all days", run_days, resource)))));
        parts.push_back(std::move(hours));
      }
      all = inner(Operation::sum, "hours a week asked of it", std::move(parts));
    }
    ScoreNode there = free_capacity(resource);
    if (slack > 0) {
      ScoreNode spare = leaf("slack", slack, resource, "slack");
      if (w.hours - base < slack) spare = leaf("slack that is needed", w.hours - base, resource, "slack");
      there = inner(Operation::sum, "hours a week, slack among them",
                    list(std::move(there),
                         inner(Operation::product, "slack, by its worth",
                               list(leaf("worth of an hour of slack", engine_.parameters().slack_worth,
                                         root_element, "scoring/parameters/slack_worth"),
                                    std::move(spare)))));
    }
    ScoreNode run = inner(Operation::quotient, "", list(std::move(there), std::move(all)));
    if (run.value > 1) run = inner(Operation::minimum, "", list(run, leaf("all of it", 1, resource)));
    return run;
  }
  /// The weeks of the demand, each with what the resource has of what all ask of it then.
  ScoreNode hours_granted(std::uint32_t i, const std::string& text) {
    const Load& load = engine_.load();
    const Demand& demand = load.demands()[i];
    const Element resource = demand.resource;
    if (!northline::known(load.hours_share(i)) || load.hours_share(i) >= 1) return {};
    const double base = load.base(resource), slack = load.slack(resource);
    const auto day = [](std::int32_t days) { return to_string(Date{days}); };
    const auto [weeks, fresh] = weeks_.try_emplace(resource);
    if (fresh)
      for (const WeekLoad& w : load.weeks(resource)) weeks->second.push_back({w, {}});
    const auto days_in = [&](const WeekLoad& w) {
      return std::min(w.to.days + 6, demand.last.days) - std::max(w.from.days, demand.first.days) + 1;
    };
    std::size_t scarce = 0;
    double enough = 0;
    for (const Week& w : weeks->second)
      if (const std::int32_t days = days_in(w.load); days > 0 && w.load.hours > base)
        ++scarce;
      else if (days > 0)
        enough += days;
    if (scarce > 3 * most_told) return {};
    Nodes runs;
    for (Week& w : weeks->second) {
      const std::int32_t days = days_in(w.load);
      if (days <= 0 || w.load.hours <= base) continue;
      if (w.node.children.empty()) w.node = week_of(resource, w.load, base, slack);
      const std::int32_t from = std::max(w.load.from.days, demand.first.days);
      runs.push_back(w.node);
      runs.back().text = fmt::format("{} to {}", day(from), day(from + days - 1));
      runs.back().weight = days;
    }
    if (runs.empty()) return {};
    if (enough > 0) {
      runs.push_back(leaf("days on which there is enough", 1, resource));
      runs.back().weight = enough;
    }
    return inner(Operation::weighted_mean, text, std::move(runs));
  }

  ScoreNode measurement(const Bounded& v) {
    Bounded values[7];
    engine_.measurement_parts(values);
    constexpr std::string_view questions[] = {"an outcome or impact metric",
                                              "a leading metric, of input, activity or output",
                                              "a baseline",
                                              "a target with value and date",
                                              "a method of measurement",
                                              "a review cadence",
                                              "a reviewer"};
    Nodes parts;
    for (unsigned q = 0; q < 7; ++q) {
      const Bounded& p = values[q];
      const std::string_view verdict = !northline::known(p.score) ? "unknown: a metric has no type"
                                       : p.score == 1             ? "yes"
                                       : p.score == 0             ? "no"
                                                                  : "in part";
      const std::string text = fmt::format("{}: {}", questions[q], verdict);
      ScoreNode n = leaf(text, p.score, engine_.goal(), "measured_by");
      if (q >= 2 && northline::known(p.score)) take_if_equal(n, asked_of_metrics(q, text));
      bound(n, p);
      parts.push_back(std::move(n));
    }
    return plain_mean_of("seven questions about its metrics", std::move(parts), v);
  }

  /// Takes the fuller derivation if it comes to the same number.
  static void take_if_equal(ScoreNode& n, ScoreNode fuller) {
    if (fuller.children.empty() || !(std::fabs(fuller.value - n.value) <= 1e-12)) return;
    fuller.element = n.element;
    fuller.attribute = n.attribute;
    fuller.pointer = n.pointer;
    fuller.offset = n.offset;
    n = std::move(fuller);
  }
  /// One of the five questions, put to each outcome metric of the goal, or to all if there is none.
  ScoreNode asked_of_metrics(unsigned question, const std::string& text) {
    constexpr std::string_view attributes[] = {"baseline", "targets", "method", "cadence", "reviewed_by"};
    const std::string_view attribute = attributes[question - 2];
    std::vector<Element> outcomes, all;
    for (const Edge& e : view_.out(engine_.goal(), Relation::measured_by)) {
      const ElementOf<Kind::metric> m{e.target};
      if (!engine_.is_present(m) || view_.get(field::metric::life, m) == choice::metric_life::withdrawn)
        continue;
      bool replaced = false;
      for (const Edge& r : view_.out(m, Relation::replaced_by))
        replaced = replaced || (r.target != e.target && engine_.is_present(r.target));
      if (replaced) continue;
      const choice::metric_type type = view_.get(field::metric::type, m);
      if (type == choice::metric_type::outcome || type == choice::metric_type::impact) outcomes.push_back(m);
      all.push_back(m);
    }
    const auto has = [&](Element e) {
      const ElementOf<Kind::metric> m{e};
      const choice::metric_direction d = view_.get(field::metric::direction, m);
      bool reviewer = false, rhythm = view_.get(field::metric::cadence, m).known();
      for (const Edge& r : view_.out(m, Relation::reviewed_by)) {
        if (!engine_.is_present(r.target)) continue;
        reviewer = true;
        rhythm = rhythm || view_.get(edge_field::reviewed_by::cadence, r).known();
      }
      switch (question) {
      case 2:
        return d == choice::metric_direction::at_least || d == choice::metric_direction::at_most ||
               d == choice::metric_direction::range || d == choice::metric_direction::milestone ||
               northline::known(engine_.facts().figures(m).start.value);
      case 3:
        for (const Aim& a : engine_.facts().figures(m).aims)
          if (a.due.known() &&
              (northline::known(a.value) || northline::known(a.min) || northline::known(a.max)))
            return true;
        return false;
      case 4:
        return view_.get(field::metric::method, m).known() && !view_.text(field::metric::method, m).empty();
      case 5:
        return rhythm;
      default:
        return reviewer;
      }
    };
    Nodes parts;
    for (const Element m : outcomes.empty() ? all : outcomes) {
      const bool yes = has(m);
      parts.push_back(leaf(fmt::format("{}: {}", named(m), yes ? "yes" : "no"), yes ? 1 : 0, m, attribute));
    }
    if (parts.empty()) return {};
    ScoreNode n = inner(Operation::mean, text, std::move(parts));
    if (!outcomes.empty()) return n;
    return inner(Operation::product, text,
                 list(leaf("what the question counts without an outcome metric",
                           engine_.parameters().no_outcome, root_element, "scoring"),
                      std::move(n)));
  }

  ScoreNode accountability(const Bounded& v) {
    Bounded values[3];
    engine_.accountability_parts(values);
    const Element g = engine_.goal();
    Nodes parts;
    const double owner = values[0].score;
    parts.push_back(leaf(owner == 1   ? "one person answers for it"
                         : owner == 0 ? "nobody answers for it"
                                      : "a group or several people answer for it",
                         owner, g, "owned_by"));
    bound(parts.back(), values[0]);
    const double sponsor = values[1].score;
    parts.push_back(leaf(!northline::known(sponsor) ? "nothing says whether its sponsor is an executive"
                         : sponsor == 1             ? "an executive backs it"
                                                    : "no executive backs it",
                         sponsor, g, "sponsored_by"));
    bound(parts.back(), values[1]);
    parts.push_back(opposition(values[2]));
    return plain_mean_of("owner, sponsor, opposition", std::move(parts), v);
  }
  ScoreNode opposition(const Bounded& v) {
    if (!northline::known(v.score)) {
      ScoreNode n = unknown("nothing says how the people concerned stand to it", engine_.goal());
      finish(n, v);
      return n;
    }
    if (v.score == 1) {
      ScoreNode n = leaf("nobody with influence is known to stand against it", 1, engine_.goal());
      finish(n, v);
      return n;
    }
    // The strongest opponent among those concerned; one is enough to name.
    Element strongest = no_element;
    const auto look = [&](Element person) {
      if (!engine_.is_present(person)) return;
      const Opposition& o = engine_.opposition(person);
      if (strongest == no_element || o.sure > engine_.opposition(strongest).sure) strongest = person;
    };
    view_.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
      if (view_.get(field::stakeholder::type, s) == choice::stakeholder_type::executive) look(s);
    });
    const auto people = [&](Element e) {
      for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
        for (const Edge& edge : view_.out(e, r)) look(edge.target);
    };
    people(engine_.goal());
    for (const std::uint32_t row : engine_.above()) people(engine_.goals().rows().at(row));
    for (const Brought& b : engine_.brought()) people(engine_.unit_element(b.unit));
    ScoreNode n =
        inner(Operation::difference,
              fmt::format("{} stands against it and nothing is planned for them", named(strongest)),
              list(leaf("all of it", 1, engine_.goal()),
                   leaf("their influence", engine_.opposition(strongest).sure, strongest, "influence")));
    finish(n, v);
    n.element = strongest;
    n.stands_at(element_spot(view_, strongest));
    return n;
  }

  ScoreNode governance(const Bounded& v) {
    if (engine_.brought().empty()) return no_program();
    Nodes items;
    for (const Brought& b : engine_.brought())
      items.push_back(covered(engine_.unit_element(b.unit), engine_.unit_coverage(b.unit)));
    for (const ScoreEngine::UsedChannel& c : engine_.channels())
      items.push_back(covered(engine_.channel_element(c.row), engine_.channel_coverage(c.row)));
    return plain_mean_of("its programs and their channels", std::move(items), v);
  }
  ScoreNode covered(Element e, const Bounded& v) {
    ScoreNode n =
        leaf(fmt::format("{} {}", named(e),
                         !northline::known(v.score) ? "stands under policies that may not be in force"
                         : v.score == 1             ? "stands under every policy it needs"
                         : v.score == 0             ? "stands under no policy it needs"
                                                    : "stands under some of the policies it needs"),
             v.score, e, "governed_by");
    if (v.exact()) take_if_equal(n, topics_of(e, n.text));
    finish(n, v);
    return n;
  }
  /// The topics that something needs, each with the policy that covers it; empty where they are not certain.
  ScoreNode topics_of(Element e, const std::string& text) {
    const ScoreParameters& p = engine_.parameters();
    std::uint32_t needed = p.every.bits;
    if (view_.is(e, Kind::channel)) {
      const ElementOf<Kind::channel> c{e};
      if (view_.get(field::channel::ownership, c) == choice::ownership::paid)
        needed |= p.paid.bits;
      else if (view_.get(field::channel::mode, c) == choice::channel_mode::online)
        needed |= p.online_talk.bits;
    } else if (view_.is(e, Kind::program)) {
      const ElementOf<Kind::program> u{e};
      const choice::program_type type = view_.get(field::program::type, u);
      if (type == choice::program_type::engagement || type == choice::program_type::community ||
          type == choice::program_type::service)
        needed |= p.online_talk.bits;
      if (view_.get(field::program::personal_data, u) == Maybe::yes) needed |= p.personal_data.bits;
    }
    Nodes parts;
    for (unsigned topic = 1; topic < 32; ++topic) {
      if ((needed & (1U << topic)) == 0) continue;
      const std::string word(enum_info(Ref::topic).values[topic - 1]);
      Element covers = no_element;
      const auto look = [&](Element policy) {
        const ElementOf<Kind::policy> q{policy};
        const Date approved = view_.get(field::policy::approved, q),
                   review = view_.get(field::policy::review_due, q);
        const Date today = engine_.as_of();
        if (covers == no_element && engine_.is_present(policy) &&
            static_cast<unsigned>(view_.get(field::policy::topic, q)) == topic && today.known() &&
            approved.known() && review.known() && !(today < approved) && !(review < today))
          covers = policy;
      };
      for (const Edge& edge : view_.out(e, Relation::governed_by)) look(edge.target);
      view_.each_of<Kind::policy>([&](ElementOf<Kind::policy> q) {
        if (view_.get(field::policy::applies_to_all, q) == Maybe::yes) look(q);
      });
      parts.push_back(covers != no_element
                          ? leaf(fmt::format("{}: {}", word, named(covers)), 1, covers, "approved")
                          : leaf(fmt::format("{}: no policy in force", word), 0, e, "governed_by"));
    }
    return parts.empty() ? ScoreNode{} : inner(Operation::mean, text, std::move(parts));
  }

  ScoreNode readiness(const Bounded& v) {
    Bounded values[4];
    engine_.readiness_parts(values);
    constexpr std::string_view leaves[] = {"culture", "leadership", "governance",
                                           "technology, which counts no more than the lowest of the three"};
    // The capability that holds a leaf back is named: it is what can be worked on.
    Element lowest[4] = {no_element, no_element, no_element, no_element};
    double least[4] = {2, 2, 2, 2}, needs_level[4] = {};
    bool needed[4] = {};
    const auto look = [&](Element c, double level, bool explicitly) {
      const ElementOf<Kind::capability> e{c};
      const choice::area area = view_.get(field::capability::area, e);
      if (area == choice::area::absent) return;
      const unsigned a = static_cast<unsigned>(area) - 1;
      if (!explicitly && needed[a]) return;
      needed[a] = needed[a] || explicitly;
      const double maturity = view_.get(field::capability::maturity, e);
      const double ready = level == 0 ? 1 : std::min(1.0, maturity / level);
      if (!(ready < least[a])) return;
      least[a] = ready;
      lowest[a] = c;
      needs_level[a] = level;
    };
    const auto from = [&](Element e) {
      for (const Edge& edge : view_.out(e, Relation::needs)) {
        if (!engine_.is_present(edge.target)) continue;
        double level = view_.get(edge_field::needs::level, edge);
        if (!northline::known(level))
          level = view_.get(field::capability::required, ElementOf<Kind::capability>{edge.target});
        look(edge.target, level, true);
      }
    };
    for (const std::uint32_t row : engine_.below()) from(engine_.goals().rows().at(row));
    for (const Brought& b : engine_.brought())
      if (view_.is(engine_.unit_element(b.unit), Kind::program)) from(engine_.unit_element(b.unit));
    view_.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
      if (engine_.is_present(c)) look(c, view_.get(field::capability::required, c), false);
    });
    Nodes parts;
    std::vector<Weight> weights;
    for (unsigned a = 0; a < 4; ++a) {
      std::string text(leaves[a]);
      if (!northline::known(values[a].score))
        text += ": nothing says how far it is";
      else if (lowest[a] != no_element && values[a].score < 1)
        text += fmt::format(": held back by {}", named(lowest[a]));
      const bool named_one = lowest[a] != no_element;
      ScoreNode n = leaf(text, values[a].score, named_one ? lowest[a] : root_element,
                         named_one ? "maturity" : std::string_view());
      if (northline::known(n.value) && n.value < 1) {
        const auto quotient = [&](unsigned b) {
          const ElementOf<Kind::capability> c{lowest[b]};
          return inner(Operation::quotient, b == a ? text : std::string(leaves[b]),
                       list(leaf("maturity", view_.get(field::capability::maturity, c), c, "maturity"),
                            leaf("level that is needed", needs_level[b], c, "required")));
        };
        if (named_one) take_if_equal(n, quotient(a));
        if (a == 3 && n.children.empty()) {
          Nodes four;
          for (unsigned b = 0; b < 4; ++b)
            if (lowest[b] != no_element && least[b] <= 1) four.push_back(quotient(b));
          if (!four.empty()) take_if_equal(n, inner(Operation::minimum, text, std::move(four)));
        }
      }
      bound(n, values[a]);
      parts.push_back(std::move(n));
      weights.push_back(given_weight(engine_.parameters().leaves[a]));
    }
    return mean("the four leaves", std::move(parts), weights, v);
  }

  ScoreNode timing(const Bounded& v) {
    if (engine_.brought().empty()) return no_program();
    const double last = engine_.last_day();
    if (!northline::known(last)) return unknown("it has no due date", engine_.goal(), "due");
    for (const Brought& b : engine_.brought())
      if (!(b.high < std::numeric_limits<double>::infinity()))
        return unknown("the paths from its programs are too many to be summed", engine_.goal());
    Nodes parts;
    for (const Brought& b : engine_.brought()) parts.push_back(in_time(b.unit, last));
    std::vector<Weight> weights;
    engine_.timing_weights(weights);
    return mean("its programs, by what they bring", std::move(parts), weights, v);
  }
  ScoreNode in_time(std::uint32_t unit, double last) {
    const Element e = engine_.unit_element(unit);
    const std::uint32_t row = engine_.unit_row(unit);
    const Bounded v = engine_.in_time(unit, last);
    const Span start = engine_.facts().schedule().start(row);
    const Span length = engine_.facts().schedule().length(row);
    ScoreNode n;
    if (!northline::known(v.score)) {
      n = unknown(fmt::format("{} does not say when it starts or how long it takes", named(e)), e);
    } else if (start.low == start.high && std::isfinite(start.low) && length.low == length.high &&
               length.low > 0 && v.score > 0 && v.score < 1) {
      n = inner(Operation::quotient,
                fmt::format("{}: days before the last useful day, of those it takes", named(e)),
                list(inner(Operation::difference, "days it has",
                           list(leaf("last useful day: due less lag, in days since 1970", last,
                                     engine_.goal(), "due"),
                                leaf("earliest start, in days since 1970", start.low, e, "start"))),
                     leaf("days it takes", length.low, e, "duration")));
    } else {
      n = leaf(fmt::format("{} {}", named(e),
                           v.score == 1   ? "can be done in time"
                           : v.score == 0 ? "starts too late to help"
                                          : "can be done in part"),
               v.score, e);
    }
    finish(n, v);
    n.element = e;
    if (n.pointer.empty()) n.stands_at(element_spot(view_, e));
    return n;
  }

  // ---- other elements ----
  ScoreNode unit(Element e) {
    const WorkUnits& work = engine_.work();
    const std::uint32_t row = view_.is(e, Kind::program) ? work.row_of_program(e) : work.row_of_activity(e);
    if (!engine_.is_present(e)) return unknown(named(e) + " was dropped and counts nowhere.", e);
    if (work.unit(row) != row) {
      const Element home = work.element(work.home(row));
      return unknown(fmt::format("{} counts as a part of {}.", named(e), named(home)), e);
    }
    for (std::uint32_t u = 0; u < engine_.unit_count(); ++u) {
      if (engine_.unit_row(u) != row) continue;
      ScoreNode n;
      n.text = fmt::format("{} counts in the goals it contributes to", named(e));
      n.operation = Operation::unknown;
      n.element = e;
      n.stands_at(element_spot(view_, e));
      ScoreNode m = equipped(u);
      m.text = "means: " + m.text;
      ScoreNode c = covered(e, engine_.unit_coverage(u));
      c.text = "governance: " + c.text;
      n.children = list(std::move(m), std::move(c));
      for (const Contribution& to : work.to_goals(row)) {
        const Element g = engine_.goals().rows().at(to.other);
        ScoreNode t =
            leaf(fmt::format("{} {}", to.positive() ? "contributes to" : "works against", named(g)),
                 to.known() ? to.contribution / 100 : unknown_number, e, Relation::contributes_to, g);
        n.children.push_back(std::move(t));
      }
      return n;
    }
    return unknown(named(e) + " counts nowhere.", e);
  }
  ScoreNode channel(Element e) {
    const Rows rows(view_, Kind::channel);
    ScoreNode n;
    n.text = fmt::format("{} counts in audience and governance of the goals whose programs use it", named(e));
    n.operation = Operation::unknown;
    n.element = e;
    n.stands_at(element_spot(view_, e));
    if (engine_.is_present(e) && engine_.channel_is_live(rows.of(e))) {
      ScoreNode c = covered(e, engine_.channel_coverage(rows.of(e)));
      c.text = "governance: " + c.text;
      n.children.push_back(std::move(c));
    } else {
      n.text = named(e) + " is not in use and reaches nobody";
    }
    return n;
  }
  ScoreNode person(Element e) {
    if (!engine_.is_present(e)) return unknown(named(e) + " has left and counts nowhere.", e);
    const Opposition& o = engine_.opposition(e);
    ScoreNode n =
        leaf(o.worst == o.sure
                 ? o.sure > 0 ? fmt::format("{} stands against the plan, and nothing is planned for them; "
                                            "this is their influence",
                                            named(e))
                              : fmt::format("{} does not hold the plan back", named(e))
                 : fmt::format("{}: stance or influence is not recorded, so they may hold the plan back",
                               named(e)),
             o.worst == o.sure ? o.sure : unknown_number, e, o.sure > 0 ? "influence" : "");
    n.bounded = true;
    n.lower = o.sure;
    n.upper = o.worst;
    n.known = o.worst == o.sure;
    return n;
  }
  ScoreNode assessment(Element e) {
    if (!engine_.is_present(e)) return unknown(named(e) + " was dropped and counts nowhere.", e);
    return ground(e, engine_.ground_alone(e));
  }

  ScoreEngine engine_;
  const View& view_;
  PlaceIndex places_;
  struct Week {
    WeekLoad load;
    ScoreNode node; ///< made when it is asked for
  };
  std::unordered_map<Element, std::vector<Week>> weeks_; ///< of resources that were asked about
  std::vector<Bounded> trees_;
  std::vector<bool> told_; ///< by goal: whether its tree stands somewhere already
  unsigned told_again_ = 0;
};

static ScoreNode shared(ScoreNode n) {
  share_out(n);
  return n;
}

Explainer::Explainer(const View& view, const ScoreOptions& options)
    : builder_(std::make_unique<Builder>(view, options)) {}
Explainer::~Explainer() = default;
ScoreNode Explainer::overall(const ScoreResult& r) { return shared(builder_->overall(r)); }
ScoreNode Explainer::goal(const GoalScore& g) { return shared(builder_->goal(g)); }
ScoreNode Explainer::dimension(const GoalScore& g, Dimension d) { return shared(builder_->dimension(g, d)); }
ScoreNode Explainer::number(const ScoreResult& r, Element e, std::string_view name) {
  return shared(builder_->number(r, e, name));
}
ScoreNode Explainer::in_full(const ScoreResult& r, Element e, std::string_view name,
                             const std::function<bool(const GoalScore&)>& wanted) {
  return builder_->in_full(r, e, name, wanted);
}
bool Explainer::has_number(bool strategy, std::string_view name) {
  for (const std::string_view n : {"score", "lower", "upper", "known", "weakest", "sound"})
    if (n == name) return true;
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::string_view whole = name.substr(0, dot), part = name.substr(std::min(dot + 1, name.size()));
  const auto one_of = [](std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  for (unsigned d = 0; d < dimension_count; ++d)
    if (dimension_name(static_cast<Dimension>(d)) == whole)
      return dot == name.size() || one_of(part, {"lower", "upper", "known"});
  if (strategy && dot != name.size())
    return one_of(whole, {"money", "hours"}) &&
           one_of(part, {"total", "aligned", "no_goal", "no_line_of_sight", "negative"});
  return strategy && (name == "overall" || name == "money" || name == "hours");
}
ScoreNode Explainer::element(Element e) { return shared(builder_->element(e)); }

} // namespace northline
