#include "model/overlay.hpp"

#include <algorithm>

namespace northline {

Overlay::Overlay(std::uint32_t base_size, std::shared_ptr<const Snapshot> delta, std::vector<Element> handles,
                 const std::vector<Element>& removed, std::uint32_t handle_limit)
    : delta_(std::move(delta)), handles_(std::move(handles)), overlaid_(base_size),
      removed_count_(removed.size()), handle_limit_(handle_limit) {
  for (Element l = 0; l < handles_.size(); ++l) {
    const Element h = handles_[l];
    if (h == no_element) continue;
    local_.emplace(h, l);
    if (h < base_size)
      overlaid_[h] = true;
    else
      added_.push_back(h);
  }
  std::sort(added_.begin(), added_.end());
  for (const Element e : removed)
    if (e < base_size) overlaid_[e] = true;
  for (unsigned r = 0; r < relation_count; ++r) {
    const EdgeTable& t = delta_->edges(static_cast<Relation>(r));
    auto& list = incoming_[r];
    for (std::uint32_t i = 0; i < t.size(); ++i)
      if (handles_[t.source[i]] != no_element) list.push_back({t.target[i], i});
    std::stable_sort(list.begin(), list.end(),
                     [](const Incoming& a, const Incoming& b) { return a.target < b.target; });
  }
}

Element Overlay::find(std::string_view id) const {
  if (!delta_) return no_element;
  const Element l = delta_->find(id);
  return l == no_element ? no_element : handles_[l];
}

void Overlay::incoming(Element target, Relation r, std::uint32_t& first, std::uint32_t& last) const {
  const auto& list = incoming_[static_cast<unsigned>(r)];
  const auto by = [](const Incoming& a, Element t) { return a.target < t; };
  const auto it = std::lower_bound(list.begin(), list.end(), target, by);
  first = static_cast<std::uint32_t>(it - list.begin());
  last = first;
  while (last < list.size() && list[last].target == target) ++last;
}

} // namespace northline
