#include "check/cycles.hpp"

#include "check/reading.hpp"

#include <algorithm>

namespace northline {
namespace {

constexpr std::size_t shown_members = 32;

bool helps(const View& v, const Edge& e) {
  if (e.relation != Relation::supports) return true;
  const Quantity c = v.get(edge_field::supports::contribution, e);
  return !c.known() || c.point() > 0;
}

} // namespace

void each_cycle(const View& v, const Components& knots, RelationSet relations,
                const std::function<void(const Cycle&)>& f) {
  for (std::uint32_t k = 0; k < knots.size(); ++k) {
    std::vector<Element> members;
    for (const Element e : knots.members(k))
      if (in_force(v, e)) members.push_back(e);
    const auto local = [&members](Element e) {
      const auto at = std::lower_bound(members.begin(), members.end(), e);
      return at != members.end() && *at == e ? static_cast<std::uint32_t>(at - members.begin()) : no_row;
    };
    std::vector<std::vector<Edge>> out(members.size());
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      for (unsigned r = 0; r < relation_count; ++r) {
        if ((relations >> r & 1U) == 0) continue;
        for (const Edge& e : v.out(members[i], static_cast<Relation>(r)))
          if (local(e.target) != no_row && helps(v, e)) out[i].push_back(e);
      }
      std::sort(out[i].begin(), out[i].end(), [&v](const Edge& a, const Edge& b) {
        return a.target != b.target ? v.id(a.target) < v.id(b.target) : a.relation < b.relation;
      });
    }
    // What was dropped or holds back may have been all that closed the circle.
    const auto edges =
        Grouped<std::uint32_t>::from(static_cast<std::uint32_t>(members.size()), [&](auto&& emit) {
          for (std::uint32_t i = 0; i < members.size(); ++i)
            for (const Edge& e : out[i]) emit(i, local(e.target));
        });
    std::vector<std::uint32_t> component;
    const std::uint32_t count = strong_components(edges, component, {});
    std::vector<Cycle> cycles(count);
    std::vector<std::uint32_t> first(count, no_row);
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      const std::uint32_t c = component[i];
      cycles[c].members.push_back(members[i]);
      if (first[c] == no_row || v.id(members[i]) < v.id(members[first[c]])) first[c] = i;
      for (const Edge& e : out[i])
        if (component[local(e.target)] == c) cycles[c].relations |= relation_set(e.relation);
    }
    std::vector<std::pair<std::uint32_t, const Edge*>> came(members.size(), {no_row, nullptr});
    std::vector<std::uint32_t> queue;
    for (std::uint32_t c = 0; c < count; ++c) {
      if (cycles[c].relations == 0) continue;
      const Edge* closing = nullptr;
      queue.assign(1, first[c]);
      std::uint32_t last = no_row;
      for (std::size_t at = 0; at < queue.size() && !closing; ++at) {
        for (const Edge& e : out[queue[at]]) {
          const std::uint32_t to = local(e.target);
          if (component[to] != c) continue;
          if (to == first[c]) {
            closing = &e;
            last = queue[at];
            break;
          }
          if (came[to].second) continue;
          came[to] = {queue[at], &e};
          queue.push_back(to);
        }
      }
      if (!closing) continue;
      cycles[c].round.push_back(*closing);
      for (std::uint32_t at = last; at != first[c]; at = came[at].first)
        cycles[c].round.push_back(*came[at].second);
      std::reverse(cycles[c].round.begin(), cycles[c].round.end());
      f(cycles[c]);
    }
  }
}

void report_cycle(RuleRun& run, const Cycle& cycle, Severity severity) {
  const View& v = run.view;
  const Element focus = cycle.round.front().source;
  std::string path(v.id(focus));
  for (std::size_t i = 0; i < cycle.round.size(); ++i) {
    if (i == 12 && cycle.round.size() > 14) {
      path += " → … → " + std::string(v.id(focus));
      break;
    }
    path += " → " + std::string(v.id(cycle.round[i].target));
  }
  Report r = run.report(focus);
  r.severity(severity).text("path", path).number("members", static_cast<double>(cycle.members.size()));
  r.at_target(cycle.round.front().relation, cycle.round.front().target);
  for (std::size_t i = 1; i < std::min(cycle.round.size(), shown_members); ++i)
    r.relation(cycle.round[i]).related(cycle.round[i].source);
  // A knot of several circles has members beside the shortest way round.
  std::vector<Element> others;
  for (const Element e : cycle.members)
    if (std::none_of(cycle.round.begin(), cycle.round.end(), [e](const Edge& x) { return x.source == e; }))
      others.push_back(e);
  relate(r, v, std::move(others));
}

bool fix_cycle(const Rendering& r, Fix& fix, RelationSet relations,
               const std::function<double(const Edge&)>& doubt) {
  constexpr std::size_t most = 200; // of greater knots a single relation is rarely all
  const View& v = r.view;
  std::vector<Element> seen{r.focus};
  std::vector<Edge> edges;
  const auto place = [&seen](Element e) {
    return static_cast<std::size_t>(std::find(seen.begin(), seen.end(), e) - seen.begin());
  };
  for (std::size_t i = 0; i < seen.size(); ++i)
    for (unsigned n = 0; n < relation_count; ++n) {
      if ((relations >> n & 1U) == 0) continue;
      for (const Edge& e : v.out(seen[i], static_cast<Relation>(n))) {
        if (!in_force(v, e.target) || !helps(v, e)) continue;
        if (place(e.target) == seen.size()) seen.push_back(e.target);
        edges.push_back(e);
        if (edges.size() > most) return false;
      }
    }
  // What leads nowhere is taken away again and again; what is left then lies in circles or between them.
  const auto circles = [&](std::vector<Edge> left) {
    for (std::size_t before = left.size() + 1; before != left.size();) {
      before = left.size();
      std::vector<bool> leads(seen.size());
      for (const Edge& e : left) leads[place(e.source)] = true;
      left.erase(
          std::remove_if(left.begin(), left.end(), [&](const Edge& e) { return !leads[place(e.target)]; }),
          left.end());
    }
    return left;
  };
  const std::vector<Edge> knot = circles(edges);
  const Edge* worst = nullptr;
  double greatest = 0;
  bool several = false;
  for (const Edge& e : knot) {
    const double d = doubt(e);
    if (!known(d) || (worst && d < greatest)) continue;
    several = worst && d == greatest;
    worst = &e;
    greatest = d;
  }
  if (!worst || several) return false;
  std::vector<Edge> others;
  for (const Edge& e : knot)
    if (e.source != worst->source || e.target != worst->target) others.push_back(e);
  if (others.size() + 1 != knot.size() || !circles(others).empty()) return false;
  fix.title = take_relation_out;
  fix.values = {{"source", r.describe(worst->source)}, {"target", r.describe(worst->target)}};
  fix.safety = Safety::display;
  fix.patch = patch::remove_relation(v, worst->source, worst->relation, worst->target);
  return true;
}

} // namespace northline
