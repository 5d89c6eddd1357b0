#pragma once
// Changed, added and removed elements over a base. A changed element lives in the overlay whole, with all its
// attributes and the relations that start at it, so that a read costs one bit test.
#include "model/snapshot.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

namespace northline {

class Overlay {
public:
  Overlay() = default;
  /// `delta` holds the overlaid elements; `handles` gives each of its elements its handle, no_element for the
  /// root when it did not change. Targets in the delta are handles already.
  Overlay(std::uint32_t base_size, std::shared_ptr<const Snapshot> delta, std::vector<Element> handles,
          const std::vector<Element>& removed, std::uint32_t handle_limit);

  bool empty() const { return overlaid_.empty(); }
  std::uint32_t handle_limit() const { return handle_limit_; }
  /// Whether a base element is changed or removed: its base cells and outgoing relations no longer count.
  bool overlaid(Element e) const { return e < overlaid_.size() && overlaid_[e]; }
  bool removed(Element e) const {
    return e < overlaid_.size() && overlaid_[e] && local_.find(e) == local_.end();
  }
  bool has(Element e) const { return local_.find(e) != local_.end(); }
  const Snapshot& delta() const { return *delta_; }
  Element local(Element handle) const { return local_.find(handle)->second; }
  Element handle(Element local) const { return handles_[local]; }
  Element find(std::string_view id) const;
  std::size_t changes() const { return local_.size() + removed_count_; }

  template <class F> void each_added(Kind k, F&& f) const {
    for (const Element e : added_)
      if (delta_->kind(local(e)) == k) f(e);
  }
  /// Range of the delta's edges of this type that end at the element.
  void incoming(Element target, Relation r, std::uint32_t& first, std::uint32_t& last) const;
  template <class EdgeT> EdgeT incoming_edge(std::uint32_t at, Relation r) const {
    const Incoming& i = incoming_[static_cast<unsigned>(r)][at];
    const EdgeTable& t = delta_->edges(r);
    return {delta_.get(), r, i.edge, handles_[t.source[i.edge]], i.target};
  }

private:
  struct Incoming {
    Element target;
    std::uint32_t edge;
  };
  std::shared_ptr<const Snapshot> delta_;
  std::vector<Element> handles_; ///< by local element
  std::unordered_map<Element, Element> local_;
  std::vector<bool> overlaid_;
  std::vector<Element> added_; ///< handles, in the order they were added
  std::array<std::vector<Incoming>, relation_count> incoming_;
  std::size_t removed_count_ = 0;
  std::uint32_t handle_limit_ = 0;
};

} // namespace northline
