#include "score/evaluation_explain.hpp"

#include "base/json_text.hpp"
#include "facts/rows.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace northline {
namespace {

/// Which of a value's ends a tree derives.
enum class End : std::uint8_t { point, lower, upper };

class Tree {
public:
  explicit Tree(const Evaluation& e, End end = End::point)
      : e_(e), view_(e.view), end_(end), unfolded_(e.view.size(), 0) {}

  ScoreNode actor(const Evaluated& a) {
    const Presence present(view_);
    Nodes parts;
    const auto add = [&](ScoreNode n, Element e) {
      n.weight = e_.importance(e);
      parts.push_back(std::move(n));
    };
    for (const Edge& edge : view_.in(a.element, Relation::owned_by))
      if (view_.is(edge.source, Kind::goal) && present(edge.source) && e_.find(edge.source))
        add(element(*e_.find(edge.source), 1), edge.source);
    if (!words())
      for (const Edge& edge : view_.in(a.element, Relation::part_of))
        if (const Evaluated* w = e_.actor(edge.source); w && edge.source != a.element &&
                                                        known(e_.importance(edge.source)) &&
                                                        e_.importance(edge.source) != 0)
          add(within(*w), edge.source);
    ScoreNode n = base(a, fmt::format("{}, by what they own", named(a.element)));
    if (parts.empty()) return n;
    if (words()) {
      n.operation = Operation::in_words;
      n.children = std::move(parts);
      return n;
    }
    if (!native()) {
      Nodes kept;
      for (ScoreNode& p : parts)
        if (known(p.weight)) {
          p.weight = static_cast<double>(std::lround(p.weight));
          kept.push_back(std::move(p));
        }
      if (kept.empty()) return n;
      return settle(inner(Operation::truncated, n.text,
                          list(inner(Operation::weighted_mean, "by importance", std::move(kept)))),
                    a);
    }
    // Nobody gave an importance: all alike; only some: the others take the mean of these.
    double given = 0, count = 0;
    for (const ScoreNode& p : parts)
      if (known(p.weight)) {
        given += p.weight;
        ++count;
      }
    for (ScoreNode& p : parts)
      if (!known(p.weight)) p.weight = count != 0 ? given / count : 1;
    return settle(inner(Operation::weighted_mean, n.text, std::move(parts)), a);
  }

  ScoreNode element(const Evaluated& x, unsigned depth) {
    constexpr unsigned deepest = 40;
    ScoreNode n = base(x, named(x.element));
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(end_));
    if ((unfolded_[x.element] & bit) != 0 && x.basis == Basis::computed) {
      n.text += ", as elsewhere in this tree";
      return n;
    }
    if (depth > deepest) {
      n.text += ", which can be asked for by itself";
      return n;
    }
    unfolded_[x.element] |= bit;
    switch (x.basis) {
    case Basis::scenario:
      return given(std::move(n), x);
    case Basis::metrics:
      return view_.is(x.element, Kind::metric) ? metric(x.element, {}, named(x.element)) : measured(x);
    case Basis::delivers:
      n.text += ": work counts as delivered";
      return n;
    case Basis::nothing:
      n.text += ": nothing speaks for or against it";
      return n;
    case Basis::computed:
      break;
    }
    if (!x.evaluated) {
      n.text += ": it waits for itself, or for a circle";
      return n;
    }
    return computed(x, depth);
  }

private:
  using Nodes = std::vector<ScoreNode>;
  bool words() const { return e_.algorithm == EvaluationAlgorithm::qualitative; }
  bool hybrid() const { return e_.algorithm == EvaluationAlgorithm::hybrid; }
  bool native() const { return e_.mode == EvaluationMode::native; }

  std::string named(Element e) const { return node_name(view_, e); }
  template <class... Ns> static Nodes list(Ns&&... ns) {
    Nodes nodes;
    (nodes.push_back(std::forward<Ns>(ns)), ...);
    return nodes;
  }
  ScoreNode base(const Evaluated& x, std::string text) const {
    ScoreNode n;
    n.text = std::move(text);
    n.value = value_of(x);
    n.label = std::string(name_of(x.label));
    n.element = x.element;
    n.stands_at(element_spot(view_, x.element));
    if (end_ != End::point) n.label = std::string(name_of(satisfaction_of(n.value, e_.parameters.positive)));
    if (end_ == End::point && e_.bounds && x.lower != x.upper) {
      n.bounded = true;
      n.lower = x.lower;
      n.upper = x.upper;
      n.known = unknown_number;
    }
    if (!known(n.value)) n.operation = Operation::unknown;
    return n;
  }
  double value_of(const Evaluated& x) const {
    return end_ == End::point ? x.value : end_ == End::lower ? x.lower : x.upper;
  }
  ScoreNode leaf(std::string text, double value, Element e, const Spot& spot,
                 std::string_view attribute) const {
    ScoreNode n;
    n.text = std::move(text);
    n.value = value;
    n.element = e;
    n.attribute = std::string(attribute);
    n.stands_at(spot);
    return n;
  }
  /// Gives the node the element's own value and name. What does not make it (a conflict among numbers, which
  /// compatible mode reckons on with) only tells what was looked at.
  ScoreNode settle(ScoreNode n, const Evaluated& x) const {
    const ScoreNode own = base(x, named(x.element));
    n.element = own.element;
    n.pointer = own.pointer;
    n.offset = own.offset;
    n.label = own.label;
    n.bounded = own.bounded;
    n.lower = own.lower;
    n.upper = own.upper;
    n.known = own.known;
    const double value = value_of(x);
    const bool made = known(n.value) && known(value) &&
                      std::fabs(n.value - value) <= 1e-9 * std::max(1.0, std::fabs(value));
    n.value = value;
    if (!known(value))
      n.operation = Operation::unknown;
    else if (!made)
      n.operation = Operation::given;
    return n;
  }

  ScoreNode within(const Evaluated& w) const {
    ScoreNode n = base(w, named(w.element) + ", who is part of them");
    return n;
  }

  ScoreNode given(ScoreNode n, const Evaluated& x) const {
    n.text += fmt::format(": given by scenario \"{}\"", e_.scenario.name);
    // The scenario itself, or the nearest of those it is based on that speaks of the element.
    const Snapshot& home = *view_.where(root_element).home;
    const std::string_view text = home.text();
    const std::size_t all = home.member_at(DocumentMember::scenarios);
    std::string name = e_.scenario.name, scratch;
    for (int step = 0; all && step < 1000; ++step) {
      const std::size_t at = json::find_member(text, all, name);
      if (at == std::string_view::npos || text[at] != '{') break;
      const std::size_t values = json::find_member(text, at, "evaluations");
      if (values != std::string_view::npos && text[values] == '{') {
        const std::size_t v = json::find_member(text, values, view_.id(x.element));
        if (v != std::string_view::npos) {
          Spot s;
          s.pointer = "/scenarios";
          append_pointer(s.pointer, name);
          s.pointer += "/evaluations";
          append_pointer(s.pointer, view_.id(x.element));
          s.offset = v;
          s.in_text = &home == &view_.base();
          n.stands_at(s);
          n.element = root_element;
          break;
        }
      }
      const std::size_t from = json::find_member(text, at, "based_on");
      if (from == std::string_view::npos || text[from] != '"') break;
      name = std::string(json::string_at(text, from, scratch));
    }
    return n;
  }

  // ---- metrics ----
  ScoreNode measured(const Evaluated& x) {
    const Presence present(view_);
    Nodes parts;
    double given = 0, count = 0;
    for (const Edge& edge : view_.out(x.element, Relation::measured_by)) {
      if (!present(edge.target)) continue;
      ScoreNode m = metric(edge.target, view_.get(edge_field::measured_by::due, edge), named(edge.target));
      if (!known(m.value)) continue;
      m.weight = view_.get(edge_field::measured_by::weight, edge);
      if (known(m.weight)) {
        given += m.weight;
        ++count;
      }
      parts.push_back(std::move(m));
    }
    for (ScoreNode& p : parts)
      if (!known(p.weight)) p.weight = count != 0 ? given / count : 1;
    ScoreNode n =
        inner(Operation::weighted_mean, named(x.element) + ": what its metrics say", std::move(parts));
    if (!native() && known(n.value)) n = inner(Operation::truncated, n.text, list(std::move(n)));
    return settle(std::move(n), x);
  }
  ScoreNode metric(Element m, Date due, std::string text) const {
    const MetricReading r = metric_reading(view_, m, due, e_.as_of, e_.parameters, e_.mode);
    const Spot targets = member_spot(view_, m, "targets"), seen = member_spot(view_, m, "observations"),
               baseline = member_spot(view_, m, "baseline");
    const auto below = [](Spot s, std::size_t at, std::string_view member) {
      s.pointer += fmt::format("/{}/{}", at, member);
      return s;
    };
    ScoreNode n;
    if (!known(r.value)) {
      n.operation = Operation::unknown;
    } else {
      const auto value = [&] {
        return leaf("last value", r.seen, m, below(seen, r.observation, "value"), "observations");
      };
      const auto target = [&] {
        return leaf("target", r.target, m, below(targets, r.aim, "value"), "targets");
      };
      const auto worst = [&] {
        Spot s = r.own_worst ? below(targets, r.aim, "worst") : baseline;
        if (!r.own_worst) s.pointer += "/value";
        return leaf(r.own_worst ? "worst value" : "baseline, which counts as the worst", r.worst, m, s,
                    r.own_worst ? "targets" : "baseline");
      };
      const auto threshold = [&] {
        return r.own_threshold
                   ? leaf("threshold", r.threshold, m, below(targets, r.aim, "threshold"), "targets")
                   : inner(Operation::mean, "threshold: the middle", list(worst(), target()));
      };
      const double full = indicator_satisfaction(r.target, r.threshold, r.worst, r.seen);
      if (full >= 100 || full <= -100) {
        n = inner(Operation::unknown, "", full > 0 ? list(value(), target()) : list(value(), worst()));
        n.value = full;
        n.operation = Operation::given;
        n.text = full > 0 ? "at its target or beyond" : "at its worst or beyond";
      } else {
        const bool good = full >= 0;
        ScoreNode way = inner(Operation::difference, "from the threshold", list(value(), threshold()));
        ScoreNode span =
            good ? inner(Operation::difference, "from threshold to target", list(target(), threshold()))
                 : inner(Operation::difference, "from worst to threshold", list(threshold(), worst()));
        ScoreNode end;
        end.text = "satisfied in full";
        end.value = 100;
        n = inner(Operation::product, "on the line between",
                  list(inner(Operation::quotient, "share of the way", list(std::move(way), std::move(span))),
                       std::move(end)));
      }
      if (!native()) {
        n = inner(Operation::truncated, n.text, list(std::move(n)));
        if (e_.parameters.positive) {
          n.value = r.value;
          n.operation = Operation::given;
        }
      }
      if (n.operation != Operation::given) {
        // Rounding may put the line a last digit beside the reading.
        if (!(std::fabs(n.value - r.value) <= 1e-9)) n.operation = Operation::given;
      }
      n.value = r.value;
    }
    n.text = n.text.empty() ? text : text + ": " + n.text;
    n.element = m;
    n.stands_at(element_spot(view_, m));
    n.label = std::string(name_of(satisfaction_of(r.value, e_.parameters.positive)));
    return n;
  }

  // ---- computed values ----
  ScoreNode from(Element e, unsigned depth) { return element(*e_.find(e), depth + 1); }

  ScoreNode contribution(const Edge& edge, unsigned depth) {
    const Quantity q = edge.relation == Relation::supports
                           ? view_.get(edge_field::supports::contribution, edge)
                           : view_.get(edge_field::contributes_to::contribution, edge);
    double size = q.known() ? q.point() : e_.parameters.contribution;
    const End wanted = end_;
    if (wanted != End::point) { // the ends of the size and of the source that bring the most, or the least
      const Evaluated& from_there = *e_.find(edge.source);
      const double sizes[2] = {q.known() ? q.low : 0, q.known() ? q.high : 100};
      double best = unknown_number;
      for (const double s : sizes)
        for (const End end : {End::lower, End::upper}) {
          const double x = s * (end == End::lower ? from_there.lower : from_there.upper);
          if (known(best) && !(wanted == End::lower ? x < best : x > best)) continue;
          best = x;
          size = s;
          end_ = end;
        }
    }
    Help word = help_of(size);
    for (const auto& w : e_.parameters.contribution_words)
      if (w.source == edge.source && w.target == edge.target) word = w.word;
    const Spot spot = target_spot(view_, edge.source, edge.relation, view_.id(edge.target), places_);
    const std::string verb = edge.relation == Relation::supports ? "supports" : "contributes";
    ScoreNode source = from(edge.source, depth);
    end_ = wanted;
    const std::string text = fmt::format("{} {}", named(edge.source), verb);
    if (words()) {
      ScoreNode n;
      n.operation = Operation::in_words;
      n.text = text;
      n.element = edge.source;
      n.stands_at(spot);
      ScoreNode how = leaf("how it helps", unknown_number, edge.source, spot, info(edge.relation).name);
      how.label = std::string(name_of(word));
      n.children = list(std::move(how), std::move(source));
      return n;
    }
    const double factor = e_.parameters.factors[static_cast<unsigned>(word)];
    ScoreNode how = hybrid() ? leaf(fmt::format("factor of \"{}\"", name_of(word)), factor, edge.source, spot,
                                    info(edge.relation).name)
                             : leaf(q.known() ? "contribution" : "contribution of a size that nobody gave",
                                    native() ? size : static_cast<double>(std::lround(size)), edge.source,
                                    spot, info(edge.relation).name);
    if (hybrid()) {
      ScoreNode n = inner(Operation::product, text, list(std::move(how), std::move(source)));
      if (!native()) n = inner(Operation::rounded, text, list(std::move(n)));
      return n;
    }
    ScoreNode hundred;
    hundred.text = "of 100";
    hundred.value = 100;
    ScoreNode n = inner(
        Operation::quotient, text,
        list(inner(Operation::product, "contribution times value", list(std::move(how), std::move(source))),
             std::move(hundred)));
    if (!native()) n = inner(Operation::truncated, text, list(std::move(n)));
    return n;
  }

  ScoreNode computed(const Evaluated& x, unsigned depth) {
    const Element e = x.element;
    Nodes parts, contributions, waits;
    for (const Edge& edge : view_.in(e, Relation::refines))
      if (e_.find(edge.source)) parts.push_back(from(edge.source, depth));
    for (const Relation r : {Relation::supports, Relation::contributes_to})
      for (const Edge& edge : view_.in(e, r))
        if (e_.find(edge.source)) contributions.push_back(contribution(edge, depth));
    bool any = false;
    if (view_.is(e, Kind::goal)) {
      for (const Edge& edge : view_.out(e, Relation::depends_on))
        if (e_.find(edge.target) && view_.is(edge.target, Kind::goal)) {
          waits.push_back(from(edge.target, depth));
          waits.back().text += ", which it depends on";
        }
      const auto d = view_.get(field::goal::decomposition, ElementOf<Kind::goal>{e});
      any = d == choice::decomposition::or_ || d == choice::decomposition::xor_;
    }
    const std::string text = named(e);
    if (words()) {
      ScoreNode n = base(x, text);
      n.operation = Operation::in_words;
      const auto group = [&](std::string what, Nodes children) {
        if (children.empty()) return;
        ScoreNode g;
        g.operation = Operation::in_words;
        g.text = std::move(what);
        g.children = std::move(children);
        n.children.push_back(std::move(g));
      };
      group(any ? "the best of its parts" : "the worst of its parts", std::move(parts));
      group("contributions", std::move(contributions));
      group("no better than what it depends on", std::move(waits));
      return n;
    }
    double start = 0;
    Nodes sum;
    if (!parts.empty()) {
      sum.push_back(parts.size() == 1 ? std::move(parts[0])
                                      : inner(any ? Operation::maximum : Operation::minimum,
                                              any ? "the greatest of its parts" : "the least of its parts",
                                              std::move(parts)));
      start = sum[0].value;
    }
    const bool contributed = !contributions.empty();
    const double least = native() || !e_.parameters.positive ? -100 : 0;
    bool full = native() ? start >= 100 : start == 100, denied = native() ? start <= -100 : start == least;
    double added = 0;
    for (ScoreNode& c : contributions) {
      full = full || (native() ? c.value >= 100 : c.value == 100);
      denied = denied || (native() ? c.value <= -100 : c.value == least);
      added += c.value;
      sum.push_back(std::move(c));
    }
    ScoreNode n;
    if (sum.empty()) {
      n.text = "no part and no contribution";
      n.value = 0;
      n.element = e;
      n.stands_at(element_spot(view_, e));
    } else if (!contributed) {
      n = std::move(sum[0]);
    } else {
      n = inner(Operation::sum, "together", std::move(sum));
      const double tolerance =
          native() ? e_.parameters.tolerance : static_cast<double>(std::lround(e_.parameters.tolerance));
      double upper = full ? 100 : std::max(start, 100 - tolerance),
             lower = denied ? least : std::min(start, least + tolerance);
      if (!native()) { // there the tolerance holds only what contributions themselves have moved
        const double total = std::clamp(start + added, least, 100.0);
        if (full || total < 100 - tolerance || !(added > 0)) upper = 100;
        if (denied || total > least + tolerance || !(added < 0) || n.children.size() == contribution_count(e))
          lower = least;
      }
      if (known(n.value) && (n.value > upper || n.value < lower)) {
        ScoreNode held;
        held.operation = Operation::held;
        held.text = fmt::format("held there: contributions alone stay {} away from either end", tolerance);
        held.bounded = true;
        held.lower = lower;
        held.upper = upper;
        held.known = unknown_number;
        held.children = list(std::move(n));
        held.value = recompute(held);
        n = std::move(held);
      }
    }
    if (!waits.empty()) {
      waits.insert(waits.begin(), std::move(n));
      n = inner(Operation::minimum, "the least of what it comes to and what it depends on", std::move(waits));
    }
    if (n.children.empty() ||
        n.element != no_element) { // one part alone, or nothing at all: it needs a node above
      ScoreNode above = inner(Operation::sum, text, list(std::move(n)));
      return settle(std::move(above), x);
    }
    n.text = n.text.empty() ? text : text + ": " + n.text;
    if (n.bounded && n.operation == Operation::held) { // its own bounds are those of the tolerance
      ScoreNode above = inner(Operation::sum, text, list(std::move(n)));
      above.children[0].text = "held: contributions alone stay away from either end";
      return settle(std::move(above), x);
    }
    return settle(std::move(n), x);
  }
  /// How many contributions lead to the element.
  std::size_t contribution_count(Element e) const {
    std::size_t n = 0;
    for (const Relation r : {Relation::supports, Relation::contributes_to})
      for (const Edge& edge : view_.in(e, r)) n += e_.find(edge.source) != nullptr;
    return n;
  }

  const Evaluation& e_;
  const View& view_;
  End end_;
  std::vector<std::uint8_t> unfolded_; ///< by element: bits of the ends that were unfolded
  PlaceIndex places_;
};

} // namespace

ScoreNode explain_bound(const Evaluation& e, Element x, bool upper) {
  const Evaluated* found = e.find(x);
  if (!found || !e.bounds) return explain(e, x);
  ScoreNode n = Tree(e, upper ? End::upper : End::lower).element(*found, 0);
  share_out(n);
  return n;
}

ScoreNode explain(const Evaluation& e, Element x) {
  Tree tree(e);
  const Evaluated* found = e.find(x);
  ScoreNode n = found ? tree.element(*found, 0) : tree.actor(*e.actor(x));
  share_out(n);
  return n;
}

} // namespace northline
