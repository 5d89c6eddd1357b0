#include "influence/paths.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

namespace northline {
namespace {

double size_of(const SizedLink& l) { return l.point < 0 ? -l.point : l.point; }

/// What is left to walk from a node to the end, at its best.
struct Ahead {
  double sized = 0, any = 0;        ///< greatest product of sizes; of what sizes can be at most
  std::uint32_t relations = no_row; ///< fewest
};

/// From the end backwards, for every node from which it can be reached.
std::vector<Ahead> look_ahead(const LinkGraph& graph, std::uint32_t end, Cancel cancel) {
  std::vector<Ahead> ahead(graph.size());
  Work work(cancel);
  std::vector<std::uint32_t> open{end};
  ahead[end].relations = 0;
  for (std::size_t i = 0; i < open.size(); ++i)
    for (const SizedLink& l : graph.in(open[i])) {
      work.step();
      if (ahead[l.other].relations != no_row) continue;
      ahead[l.other].relations = ahead[open[i]].relations + 1;
      open.push_back(l.other);
    }
  // Sizes are at most 1, so what has been reached by the greatest product is final (Dijkstra 1959).
  for (const bool sized : {true, false}) {
    const auto value = [&](std::uint32_t n) -> double& { return sized ? ahead[n].sized : ahead[n].any; };
    std::priority_queue<std::pair<double, std::uint32_t>> next;
    std::vector<bool> done(graph.size());
    value(end) = 1;
    next.push({1, end});
    while (!next.empty()) {
      const auto [best, n] = next.top();
      next.pop();
      if (done[n]) continue;
      done[n] = true;
      for (const SizedLink& l : graph.in(n)) {
        work.step();
        if (sized && !l.sized) continue;
        const double x = best * (sized ? size_of(l) : l.most());
        if (x > value(l.other)) {
          value(l.other) = x;
          next.push({x, l.other});
        }
      }
    }
  }
  return ahead;
}

Way made(const LinkGraph& graph, const std::vector<std::pair<std::uint32_t, const SizedLink*>>& steps) {
  Way way;
  for (const auto& [from, link] : steps) {
    const SizedLink& l = *link;
    way.steps.push_back({graph.element(from), graph.element(l.other), l});
    way.sized = way.sized && l.sized;
    way.value *= l.point;
    const double ends[4] = {way.lower * l.low, way.lower * l.high, way.upper * l.low, way.upper * l.high};
    way.lower = *std::min_element(ends, ends + 4);
    way.upper = *std::max_element(ends, ends + 4);
  }
  return way;
}

/// Ways of any length, where nothing leads in a circle between the two.
double count_ways(const LinkGraph& graph, std::uint32_t from, std::uint32_t to,
                  const std::vector<Ahead>& ahead, Cancel cancel) {
  Work work(cancel);
  std::vector<std::uint32_t> reached{from};
  std::vector<double> count(graph.size(), -1);
  count[from] = 0;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (graph.circle(graph.component(reached[i]))) return unknown_number;
    for (const SizedLink& l : graph.out(reached[i])) {
      work.step();
      if (ahead[l.other].relations == no_row || count[l.other] == 0) continue;
      count[l.other] = 0;
      reached.push_back(l.other);
    }
  }
  std::sort(reached.begin(), reached.end(),
            [&](std::uint32_t a, std::uint32_t b) { return graph.component(a) > graph.component(b); });
  count[from] = 1;
  for (const std::uint32_t n : reached)
    for (const SizedLink& l : graph.out(n))
      if (count[l.other] >= 0) count[l.other] += count[n];
  return count[to];
}

} // namespace

Ways strongest_ways(const LinkGraph& graph, Element from_element, Element to_element,
                    const WayOptions& options) {
  Ways found;
  const std::uint32_t from = graph.node(from_element), to = graph.node(to_element);
  if (from == no_row || to == no_row || from == to) return found;
  const std::vector<Ahead> ahead = look_ahead(graph, to, options.cancel);
  if (ahead[from].relations == no_row) return found;
  found.count = count_ways(graph, from, to, ahead, options.cancel);

  struct Part {
    std::uint32_t node, before; ///< index of the part it goes on from
    const SizedLink* link;
    double sized, any; ///< products so far; sized is 0 once a size is unknown
    std::uint32_t relations;
  };
  // The best that a partial way may still become, so that ways come out in their order (A*).
  struct Hope {
    bool sized;
    double strength;
    std::uint32_t relations, part;
    bool operator<(const Hope& o) const { // the greatest comes first
      if (sized != o.sized) return !sized;
      if (strength != o.strength) return strength < o.strength;
      if (relations != o.relations) return relations > o.relations;
      return part > o.part;
    }
  };
  std::vector<Part> parts;
  std::priority_queue<Hope> open;
  const std::size_t length = options.length ? options.length : graph.size();
  const auto push = [&](const Part& p) {
    const Ahead& a = ahead[p.node];
    if (a.relations == no_row || p.relations + a.relations > length) return;
    const bool sized = p.sized > 0 && a.sized > 0;
    parts.push_back(p);
    open.push({sized, sized ? p.sized * a.sized : p.any * a.any, p.relations + a.relations,
               static_cast<std::uint32_t>(parts.size() - 1)});
  };
  push({from, no_row, nullptr, 1, 1, 0});
  Work work(options.cancel);
  while (!open.empty()) {
    const std::uint32_t at = open.top().part;
    open.pop();
    work.step();
    const Part part = parts[at];
    if (part.node == to) {
      if (found.ways.size() == options.most) {
        found.more = true;
        break;
      }
      std::vector<std::pair<std::uint32_t, const SizedLink*>> steps;
      for (std::uint32_t p = at; parts[p].link; p = parts[p].before)
        steps.push_back({parts[parts[p].before].node, parts[p].link});
      std::reverse(steps.begin(), steps.end());
      found.ways.push_back(made(graph, steps));
      continue;
    }
    for (const SizedLink& l : graph.out(part.node)) {
      const std::uint32_t component = graph.component(l.other);
      bool been = false; // only members of one circle can meet again
      for (std::uint32_t p = at; p != no_row && graph.component(parts[p].node) == component && !been;
           p = parts[p].before)
        been = parts[p].node == l.other;
      if (!been)
        push({l.other, at, &l, l.sized ? part.sized * size_of(l) : 0, part.any * l.most(),
              part.relations + 1});
    }
    if (parts.size() > options.steps)
      throw Error(Status::limit,
                  "More than " + std::to_string(options.steps) +
                      " partial ways would have to be looked at; ask for fewer or shorter ones.");
  }
  return found;
}

std::optional<Way> strongest_of_sign(const LinkGraph& graph, Element from_element, Element to_element,
                                     bool positive, Cancel cancel) {
  const std::uint32_t from = graph.node(from_element), to = graph.node(to_element);
  if (from == no_row || to == no_row) return std::nullopt;
  const std::uint32_t n = graph.size();
  // A node stands for two: reached with a positive product, and (+ n) with a negative one.
  struct Came {
    std::uint32_t before = no_row;
    const SizedLink* link = nullptr;
    double best = 0;
    std::uint32_t relations = 0;
    bool done = false;
  };
  Work work(cancel);
  for (const bool sized : {true, false}) {
    std::vector<Came> came(std::size_t{n} * 2);
    using Entry = std::tuple<double, std::int64_t, std::uint32_t>; // strength, fewest relations, state
    std::priority_queue<Entry> next;
    came[from].best = 1;
    next.push({1, 0, from});
    while (!next.empty()) {
      const std::uint32_t at = std::get<2>(next.top());
      next.pop();
      if (came[at].done) continue;
      came[at].done = true;
      for (const SizedLink& l : graph.out(at % n)) {
        work.step();
        if (sized && !l.sized) continue;
        const auto go = [&](bool turn, double size) {
          const double x = came[at].best * size;
          const std::uint32_t state = l.other + ((at >= n) != turn ? n : 0);
          Came& there = came[state];
          const std::uint32_t relations = came[at].relations + 1;
          if (there.done || x < there.best || (x == there.best && relations >= there.relations)) return;
          if (x == 0) return;
          there = {at, &l, x, relations, false};
          next.push({x, -static_cast<std::int64_t>(relations), state});
        };
        // A range across 0 may do either; where its point says nothing of a side, the most it can be does.
        if (l.helps()) go(false, sized && l.point > 0 ? l.point : l.high);
        if (l.hurts()) go(true, sized && l.point < 0 ? -l.point : -l.low);
      }
    }
    const std::uint32_t end = to + (positive ? 0 : n);
    if (!came[end].link) continue;
    std::vector<std::pair<std::uint32_t, const SizedLink*>> steps;
    for (std::uint32_t s = end; came[s].link; s = came[s].before)
      steps.push_back({came[s].before % n, came[s].link});
    std::reverse(steps.begin(), steps.end());
    return made(graph, steps);
  }
  return std::nullopt;
}

// ---- cuts
// -------------------------------------------------------------------------------------------------------

namespace {

/// Ford and Fulkerson with shortest augmenting ways, over the part of the graph between the two.
class Flow {
public:
  Flow(const LinkGraph& graph, std::uint32_t from, std::uint32_t to, bool elements, Cancel cancel)
      : graph_(graph), from_(from), to_(to), work_(cancel) {
    std::vector<std::uint8_t> mark(graph.size(), 0);
    std::vector<std::uint32_t> open{from};
    mark[from] = 1;
    const auto walk = [&](std::uint8_t bit, bool onwards) {
      for (std::size_t i = 0; i < open.size(); ++i)
        for (const SizedLink& l : onwards ? graph.out(open[i]) : graph.in(open[i])) {
          work_.step();
          if (mark[l.other] & bit) continue;
          mark[l.other] |= bit;
          open.push_back(l.other);
        }
    };
    walk(1, true);
    open.assign(1, to);
    mark[to] |= 2;
    walk(2, false);
    if (!(mark[from] & 2)) return;
    place_.assign(graph.size(), no_row);
    for (std::uint32_t n = 0; n < graph.size(); ++n)
      if (mark[n] == 3) {
        place_[n] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back(n);
      }
    // Each element is entered at 2·place and left at 2·place + 1.
    arcs_of_.resize(nodes_.size() * 2);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const bool end = nodes_[i] == from || nodes_[i] == to;
      arc(2 * i, 2 * i + 1, elements && !end ? 1 : endless, nullptr);
      for (const SizedLink& l : graph.out(nodes_[i])) {
        if (place_[l.other] == no_row) continue;
        const bool direct = nodes_[i] == from && l.other == to;
        arc(2 * i + 1, 2 * place_[l.other], !elements || direct ? 1 : endless, &l);
      }
    }
    fill();
  }

  Cut cut() {
    Cut c;
    if (nodes_.empty()) return c;
    search();
    std::vector<std::uint32_t> met; // by the distance at which ways meet them
    for (std::uint32_t i = 0; i < arcs_.size(); i += 2)
      if (order_[arcs_[i ^ 1U].to] != no_row && order_[arcs_[i].to] == no_row && arcs_[i].was > 0 &&
          arcs_[i].left == 0)
        met.push_back(i);
    std::stable_sort(met.begin(), met.end(), [&](std::uint32_t a, std::uint32_t b) {
      return order_[arcs_[a ^ 1U].to] < order_[arcs_[b ^ 1U].to];
    });
    for (const std::uint32_t i : met) {
      const std::uint32_t node = nodes_[arcs_[i ^ 1U].to / 2];
      if (!arcs_[i].link)
        c.elements.push_back(graph_.element(node));
      else
        c.relations.push_back({graph_.element(node), graph_.element(arcs_[i].link->other), *arcs_[i].link});
    }
    return c;
  }

private:
  static constexpr std::uint32_t endless = 0x3FFFFFFFU;
  struct Arc {
    std::uint32_t to, left, was;
    const SizedLink* link;
  };
  void arc(std::uint32_t a, std::uint32_t b, std::uint32_t capacity, const SizedLink* link) {
    arcs_of_[a].push_back(static_cast<std::uint32_t>(arcs_.size()));
    arcs_.push_back({b, capacity, capacity, link});
    arcs_of_[b].push_back(static_cast<std::uint32_t>(arcs_.size()));
    arcs_.push_back({a, 0, 0, link});
  }
  /// order_ says when a state is reached over what is left; no_row: never.
  void search() {
    const std::uint32_t start = 2 * place_[from_] + 1;
    order_.assign(arcs_of_.size(), no_row);
    came_.assign(arcs_of_.size(), no_row);
    std::vector<std::uint32_t> open{start};
    order_[start] = 0;
    for (std::size_t i = 0; i < open.size(); ++i)
      for (const std::uint32_t a : arcs_of_[open[i]]) {
        work_.step();
        if (arcs_[a].left == 0 || order_[arcs_[a].to] != no_row) continue;
        order_[arcs_[a].to] = static_cast<std::uint32_t>(open.size());
        came_[arcs_[a].to] = a;
        open.push_back(arcs_[a].to);
      }
  }
  void fill() {
    const std::uint32_t start = 2 * place_[from_] + 1, end = 2 * place_[to_];
    while (true) {
      search();
      if (order_[end] == no_row) return;
      for (std::uint32_t s = end; s != start; s = arcs_[came_[s] ^ 1U].to) {
        --arcs_[came_[s]].left;
        ++arcs_[came_[s] ^ 1U].left;
      }
    }
  }

  const LinkGraph& graph_;
  std::uint32_t from_, to_;
  Work work_;
  std::vector<std::uint32_t> nodes_, place_, order_, came_;
  std::vector<std::vector<std::uint32_t>> arcs_of_;
  std::vector<Arc> arcs_;
};

Cut cut_between(const LinkGraph& graph, Element from, Element to, bool elements, Cancel cancel) {
  const std::uint32_t a = graph.node(from), b = graph.node(to);
  if (a == no_row || b == no_row || a == b) return {};
  return Flow(graph, a, b, elements, cancel).cut();
}

} // namespace

Cut element_cut(const LinkGraph& graph, Element from, Element to, Cancel cancel) {
  return cut_between(graph, from, to, true, cancel);
}
Cut relation_cut(const LinkGraph& graph, Element from, Element to, Cancel cancel) {
  return cut_between(graph, from, to, false, cancel);
}

// ---- gaps
// -------------------------------------------------------------------------------------------------------

namespace {

/// The node itself first.
std::vector<std::uint32_t> reached_from(const LinkGraph& graph, std::uint32_t start, Cancel cancel) {
  Work work(cancel);
  std::vector<std::uint32_t> open{start};
  std::vector<bool> seen(graph.size());
  seen[start] = true;
  for (std::size_t i = 0; i < open.size(); ++i)
    for (const SizedLink& l : graph.out(open[i])) {
      work.step();
      if (seen[l.other]) continue;
      seen[l.other] = true;
      open.push_back(l.other);
    }
  return open;
}

} // namespace

Gap nearest_gap(const LinkGraph& graph, Element from, Element to, Cancel cancel) {
  const View& view = graph.view();
  Gap gap;
  const std::uint32_t size = view.size();
  struct Came {
    std::uint32_t lack = no_row, relations = 0;
    Element before = no_element;
    GapStep step{};
  };
  std::vector<Came> came(size);
  Work work(cancel);
  const auto influence = [](Relation r) {
    return r == Relation::contributes_to || r == Relation::supports || r == Relation::refines;
  };
  // What lacks nothing costs nothing; work and parts are nearer than people and papers.
  const auto price = [&](const GapStep& s) -> std::uint32_t {
    if (s.lack == Lack::none) return 0;
    const Relation r = s.step.link.relation;
    return influence(r) || r == Relation::part_of || r == Relation::depends_on ? 1 : 3;
  };
  using Entry = std::tuple<std::uint32_t, std::uint32_t, Element>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next;
  came[from] = {0, 0, no_element, {}};
  next.push({0, 0, from});
  while (!next.empty()) {
    const std::uint32_t lack = std::get<0>(next.top()), relations = std::get<1>(next.top());
    const Element at = std::get<2>(next.top());
    next.pop();
    if (came[at].lack != lack || came[at].relations != relations) continue;
    if (at == to) break;
    const auto go = [&](const GapStep& s) {
      work.step();
      const std::uint32_t cost = lack + price(s);
      Came& there = came[s.step.to];
      if (std::pair(there.lack, there.relations) <= std::pair(cost, relations + 1)) return;
      there = {cost, relations + 1, at, s};
      next.push({cost, relations + 1, s.step.to});
    };
    if (const std::uint32_t node = graph.node(at); node != no_row)
      for (const SizedLink& l : graph.out(node)) go({{at, graph.element(l.other), l}, Lack::none});
    for (unsigned r = 0; r < relation_count; ++r) {
      const Relation relation = static_cast<Relation>(r);
      const auto each = [&](const EdgeRange& edges, bool backwards) {
        for (const Edge& e : edges) {
          const Element other = backwards ? e.source : e.target;
          if (other == at || other == root_element || other >= size || !view.alive(other)) continue;
          SizedLink l{no_row, relation};
          l.backwards = backwards;
          Lack why = Lack::other;
          if (!graph.present()(at) || !graph.present()(other))
            why = Lack::absent;
          else if (influence(relation))
            why = backwards ? Lack::against : Lack::zero; // those that carry went before and cost less
          go({{at, other, l}, why});
        }
      };
      each(view.out(at, relation), false);
      each(view.in(at, relation), true);
    }
  }
  if (came[to].lack != no_row) {
    for (Element e = to; e != from; e = came[e].before) gap.steps.push_back(came[e].step);
    std::reverse(gap.steps.begin(), gap.steps.end());
  }

  if (const std::uint32_t start = graph.node(from); start != no_row) {
    for (const std::uint32_t n : reached_from(graph, start, cancel))
      if (n != start && graph.out(n).empty()) gap.reached.push_back(graph.element(n));
    std::sort(gap.reached.begin(), gap.reached.end());
  }
  // Where the line breaks: the last element before the first lack, the first after the last.
  Element last = from, next_one = to;
  for (const GapStep& s : gap.steps) {
    if (s.lack != Lack::none) break;
    last = s.step.to;
  }
  for (std::size_t i = gap.steps.size(); i-- > 0 && gap.steps[i].lack == Lack::none;)
    next_one = gap.steps[i].step.from;
  gap.last = last;
  gap.next = next_one;
  // What would join them, but not into a circle.
  for (const auto& [a, b] : {std::pair{last, next_one}, {from, next_one}, {last, to}, {from, to}}) {
    if (graph.node(a) == no_row || graph.node(b) == no_row) continue;
    const auto back = reached_from(graph, graph.node(b), cancel);
    if (std::find(back.begin(), back.end(), graph.node(a)) != back.end()) continue;
    for (const Relation r : {Relation::contributes_to, Relation::supports}) {
      if (gap.missing || !contains(targets_of(r, view.kind(a)), view.kind(b))) continue;
      gap.missing = r;
      gap.last = a;
      gap.next = b;
    }
    if (gap.missing) break;
  }
  return gap;
}

} // namespace northline
