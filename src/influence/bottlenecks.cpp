#include "influence/bottlenecks.hpp"

#include <algorithm>
#include <map>

namespace northline {

std::vector<std::uint32_t> dominators(const Grouped<std::uint32_t>& out, std::uint32_t root, Cancel cancel) {
  const std::uint32_t n = out.rows();
  Work work(cancel);
  std::vector<std::uint32_t> number(n, no_row), order, parent(n, no_row);
  struct Open {
    std::uint32_t node, next;
  };
  std::vector<Open> open;
  const auto enter = [&](std::uint32_t node, std::uint32_t from) {
    number[node] = static_cast<std::uint32_t>(order.size());
    parent[node] = from;
    order.push_back(node);
    open.push_back({node, out.first[node]});
  };
  enter(root, no_row);
  while (!open.empty()) {
    work.step();
    Open& at = open.back();
    if (at.next == out.first[at.node + 1]) {
      open.pop_back();
      continue;
    }
    const std::uint32_t from = at.node, to = out.items[at.next++];
    if (number[to] == no_row) enter(to, from);
  }
  const auto in = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (const std::uint32_t from : order)
      for (const std::uint32_t to : out[from]) emit(to, from);
  });
  // From here on nodes are named by their numbers in the order of discovery.
  const std::uint32_t count = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> semi(count), label(count), ancestor(count, no_row), dominator(count, 0), trail;
  std::vector<std::vector<std::uint32_t>> bucket(count);
  for (std::uint32_t i = 0; i < count; ++i) semi[i] = label[i] = i;
  const auto evaluate = [&](std::uint32_t v) {
    if (ancestor[v] == no_row) return label[v];
    trail.clear();
    for (std::uint32_t at = v; ancestor[ancestor[at]] != no_row; at = ancestor[at]) trail.push_back(at);
    for (std::size_t i = trail.size(); i-- > 0;) {
      work.step();
      const std::uint32_t at = trail[i], up = ancestor[at];
      if (semi[label[up]] < semi[label[at]]) label[at] = label[up];
      ancestor[at] = ancestor[up];
    }
    return label[v];
  };
  for (std::uint32_t i = count; i-- > 1;) {
    for (const std::uint32_t from : in[order[i]]) {
      const std::uint32_t u = evaluate(number[from]);
      semi[i] = std::min(semi[i], semi[u]);
    }
    bucket[semi[i]].push_back(i);
    const std::uint32_t up = number[parent[order[i]]];
    ancestor[i] = up;
    for (const std::uint32_t v : bucket[up]) {
      const std::uint32_t u = evaluate(v);
      dominator[v] = semi[u] < semi[v] ? u : up;
    }
    bucket[up].clear();
  }
  std::vector<std::uint32_t> result(n, no_row);
  for (std::uint32_t i = 1; i < count; ++i) {
    if (dominator[i] != semi[i]) dominator[i] = dominator[dominator[i]];
    result[order[i]] = order[dominator[i]];
  }
  return result;
}

const Bottleneck* Bottlenecks::find(Element e) const {
  const auto at = std::lower_bound(elements.begin(), elements.end(), e,
                                   [](const Bottleneck& b, Element x) { return b.element < x; });
  return at != elements.end() && at->element == e ? &*at : nullptr;
}

namespace {

bool is_open_goal(const View& view, Element e) {
  return view.is(e, Kind::goal) && view.get(field::common::status, e) != choice::status::done;
}

bool is_work(const View& view, Element e) { return view.is(e, Kind::program) || view.is(e, Kind::activity); }

class Finder {
public:
  Finder(const LinkGraph& graph, Cancel cancel)
      : graph_(graph), view_(graph.view()), cancel_(cancel), work_(cancel) {}

  Bottlenecks run() {
    const std::uint32_t n = graph_.size();
    std::vector<std::uint32_t> sources, tops;
    Kind top = Kind::mission;
    for (std::uint32_t v = 0; v < n; ++v)
      if (view_.is(graph_.element(v), Kind::vision)) top = Kind::vision;
    for (std::uint32_t v = 0; v < n; ++v) {
      if (is_work(view_, graph_.element(v))) sources.push_back(v);
      if (view_.is(graph_.element(v), top)) tops.push_back(v);
    }
    const std::vector<std::uint32_t> down = dominated(true, sources), up = dominated(false, tops);
    for (std::uint32_t v = 0; v < n; ++v) {
      if (!is_open_goal(view_, graph_.element(v))) continue;
      if (down[v] == no_row) result_.without_work.push_back(graph_.element(v));
      if (up[v] == no_row) result_.without_top.push_back(graph_.element(v));
      chain(down, v, true);
      chain(up, v, false);
    }
    resources(down);
    for (auto& [e, b] : found_) {
      b.element = e;
      result_.elements.push_back(std::move(b));
    }
    return std::move(result_);
  }

private:
  /// Immediate dominators from all starts at once; the node `size()` stands for them together.
  std::vector<std::uint32_t> dominated(bool onwards, const std::vector<std::uint32_t>& starts) const {
    const std::uint32_t n = graph_.size();
    const auto out = Grouped<std::uint32_t>::from(n + 1, [&](auto&& emit) {
      for (std::uint32_t v = 0; v < n; ++v)
        for (const SizedLink& l : onwards ? graph_.out(v) : graph_.in(v))
          if (helps(l)) emit(v, l.other);
      for (const std::uint32_t s : starts) emit(n, s);
    });
    return dominators(out, n, cancel_);
  }
  static bool helps(const SizedLink& l) { return l.sized ? l.point > 0 : l.high > 0; }

  void chain(const std::vector<std::uint32_t>& immediate, std::uint32_t goal, bool work) {
    for (std::uint32_t d = immediate[goal]; d != no_row && d != graph_.size(); d = immediate[d]) {
      work_.step();
      if (++pairs_ > most_pairs)
        throw Error(Status::limit,
                    "More than " + std::to_string(most_pairs) +
                        " times an element cuts off a goal: these chains of goals are too long "
                        "to be listed.");
      Bottleneck& b = found_[graph_.element(d)];
      (work ? b.from_work : b.from_top).push_back(graph_.element(goal));
    }
  }

  /// Only what the consumers of the resource reach is looked at: a goal there is safe if anything else
  /// reaches it, or something safe does.
  void resources(const std::vector<std::uint32_t>& down) {
    std::vector<std::uint32_t> mark(graph_.size(), 0), safe(graph_.size(), 0);
    std::uint32_t turn = 0;
    view_.each(Kind::resource, [&](Element r) {
      if (!graph_.present()(r)) return;
      ++turn;
      std::vector<std::uint32_t> reached, open;
      for (const Edge& e : view_.in(r, Relation::consumes)) {
        const std::uint32_t node = graph_.node(e.source);
        if (node == no_row || !is_work(view_, e.source) || mark[node] == turn) continue;
        mark[node] = turn;
        reached.push_back(node);
      }
      for (std::size_t i = 0; i < reached.size(); ++i)
        for (const SizedLink& l : graph_.out(reached[i])) {
          work_.step();
          if (!helps(l) || mark[l.other] == turn) continue;
          mark[l.other] = turn;
          reached.push_back(l.other);
        }
      for (const std::uint32_t v : reached) {
        if (is_work(view_, graph_.element(v))) continue;
        for (const SizedLink& l : graph_.in(v)) {
          work_.step();
          // Whatever no work reaches makes nothing safe.
          if (!helps(l) || mark[l.other] == turn || down[l.other] == no_row) continue;
          if (safe[v] == turn) continue;
          safe[v] = turn;
          open.push_back(v);
        }
      }
      for (std::size_t i = 0; i < open.size(); ++i)
        for (const SizedLink& l : graph_.out(open[i])) {
          work_.step();
          if (!helps(l) || safe[l.other] == turn || mark[l.other] != turn) continue;
          safe[l.other] = turn;
          open.push_back(l.other);
        }
      std::sort(reached.begin(), reached.end());
      for (const std::uint32_t v : reached)
        if (safe[v] != turn && is_open_goal(view_, graph_.element(v)))
          found_[r].from_work.push_back(graph_.element(v));
    });
  }

  const LinkGraph& graph_;
  const View& view_;
  Cancel cancel_;
  Work work_;
  static constexpr std::uint64_t most_pairs = 20'000'000;
  std::uint64_t pairs_ = 0;
  std::map<Element, Bottleneck> found_;
  Bottlenecks result_;
};

} // namespace

Bottlenecks bottlenecks(const LinkGraph& graph, Cancel cancel) { return Finder(graph, cancel).run(); }

} // namespace northline
