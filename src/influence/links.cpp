#include "influence/links.hpp"

#include "facts/parts.hpp"
#include "influence/elimination.hpp"

#include <algorithm>

namespace northline {

bool carries_influence(Kind k) {
  switch (k) {
  case Kind::vision:
  case Kind::mission:
  case Kind::goal:
  case Kind::program:
  case Kind::activity:
  case Kind::capability:
    return true;
  default:
    return false;
  }
}

namespace {

SizedLink written(std::uint32_t other, Relation relation, const Quantity& q) {
  SizedLink link{other, relation};
  if (!q.known()) { // bare: it helps, and nobody said how much
    link.sized = false;
    link.point = unknown_number;
    link.low = 0;
    link.high = 1;
    return link;
  }
  link.point = q.point() / 100;
  link.low = std::min(q.low, q.point()) / 100;
  link.high = std::max(q.high, q.point()) / 100;
  return link;
}

} // namespace

LinkGraph::LinkGraph(const View& view, Over over, Cancel cancel)
    : view_(view), over_(over), cancel_(cancel), present_(view) {
  node_.assign(view_.size(), no_row);
  view_.each_element([&](Element e) {
    if (!present_(e) || (over_ == Over::influence ? !carries_influence(view_.kind(e)) : e == root_element))
      return;
    node_[e] = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(e);
  });
  std::vector<std::pair<std::uint32_t, SizedLink>> links;
  std::vector<Family> families(over_ == Over::influence ? size() : 0);
  Work work(cancel_);
  for (std::uint32_t n = 0; n < size(); ++n) {
    const Element e = nodes_[n];
    const auto each = [&](Relation r, auto&& f) {
      for (const Edge& edge : view_.out(e, r)) {
        work.step();
        if (edge.target == e || edge.target >= node_.size() || node_[edge.target] == no_row) continue;
        f(edge, node_[edge.target]);
      }
    };
    if (over_ == Over::relations) {
      for (unsigned r = 0; r < relation_count; ++r)
        each(static_cast<Relation>(r), [&](const Edge& edge, std::uint32_t target) {
          links.push_back({n, SizedLink{target, edge.relation}});
          SizedLink back{n, edge.relation};
          back.backwards = true;
          links.push_back({target, back});
        });
      continue;
    }
    each(Relation::contributes_to, [&](const Edge& edge, std::uint32_t target) {
      links.push_back({n, written(target, Relation::contributes_to,
                                  view_.get(edge_field::contributes_to::contribution, edge))});
    });
    each(Relation::supports, [&](const Edge& edge, std::uint32_t target) {
      links.push_back(
          {n, written(target, Relation::supports, view_.get(edge_field::supports::contribution, edge))});
    });
    each(Relation::refines, [&](const Edge& edge, std::uint32_t target) {
      Family& family = families[target];
      if (family.parts == 0) family = family_of(view_, edge.target, present_);
      const Size s = part_size(family, view_.get(edge_field::refines::weight, edge));
      SizedLink link{target, Relation::refines};
      link.sized = s.known;
      link.point = s.known ? s.low : unknown_number;
      link.low = s.low;
      link.high = s.high;
      links.push_back({n, link});
    });
  }
  // A relation of size 0 carries nothing: there is no path over it.
  links.erase(std::remove_if(links.begin(), links.end(),
                             [](const auto& l) { return l.second.low == 0 && l.second.high == 0; }),
              links.end());
  finish(std::move(links));
}

void LinkGraph::finish(std::vector<std::pair<std::uint32_t, SizedLink>> links) {
  const std::uint32_t n = size();
  out_ = Grouped<SizedLink>::from(n, [&](auto&& emit) {
    for (const auto& [from, link] : links) emit(from, link);
  });
  in_ = Grouped<SizedLink>::from(n, [&](auto&& emit) {
    for (std::uint32_t from = 0; from < n; ++from)
      for (SizedLink link : out_[from]) {
        const std::uint32_t to = link.other;
        link.other = from;
        emit(to, link);
      }
  });
  for (const auto& [from, link] : links) {
    exact_ = exact_ && link.sized && link.low == link.high;
    harm_ = harm_ || link.low < 0;
  }
  links.clear();
  links.shrink_to_fit();
  const auto targets = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
    for (std::uint32_t from = 0; from < n; ++from)
      for (const SizedLink& link : out_[from]) emit(from, link.other);
  });
  const std::uint32_t count = strong_components(targets, component_, cancel_);
  members_ = Grouped<std::uint32_t>::from(count, [&](auto&& emit) {
    for (std::uint32_t node = 0; node < n; ++node) emit(component_[node], node);
  });
  if (over_ == Over::relations) return;
  for (std::uint32_t c = 0; c < count; ++c) {
    if (!circle(c) || fades(c)) continue;
    if (refused_.empty()) refused_.assign(count, 0);
    refused_[c] = 1;
    exact_ = false;
  }
}

/// Sizes at their greatest and without their signs: then the sum over all ways round exists in any order.
bool LinkGraph::fades(std::uint32_t c) const {
  const auto inside = members(c);
  SparseRows w(inside.size());
  const auto place = [&](std::uint32_t node) {
    return static_cast<std::uint32_t>(std::lower_bound(inside.begin(), inside.end(), node) - inside.begin());
  };
  for (std::uint32_t i = 0; i < inside.size(); ++i) {
    for (const SizedLink& link : out(inside[i]))
      if (component(link.other) == c) w[i].push_back({place(link.other), link.most()});
    tidy(w[i]);
  }
  return Elimination(std::move(w), cancel_).fades();
}

} // namespace northline
