#pragma once
// The graph that influence runs through: work, capabilities, goals, missions and visions, joined by relations
// that say how much of one thing reaches another. docs/influence.md defines the numbers.
#include "facts/components.hpp"
#include "facts/goal_graph.hpp"

namespace northline {

/// One relation as seen from one of its ends. Sizes are shares, -1 … 1.
struct SizedLink {
  std::uint32_t other; ///< node at the other end
  Relation relation;
  bool backwards = false; ///< the relation is written at the other end
  bool sized = true;      ///< false: nobody wrote how much; the size lies between low and high
  double point = 1, low = 1, high = 1;

  bool helps() const { return high > 0; }
  bool hurts() const { return low < 0; }
  /// The most it can carry, whatever the sign.
  double most() const { return high > -low ? high : -low; }
};

/// What kind of relation is followed.
enum class Over : std::uint8_t {
  influence, ///< contributes_to, supports and refines, in their direction, with their sizes
  relations  ///< every relation, in either direction, each counting as 1
};

class LinkGraph {
public:
  LinkGraph(const View& view, Over over, Cancel cancel = {});

  const View& view() const { return view_; }
  Over over() const { return over_; }
  const Presence& present() const { return present_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  Element element(std::uint32_t node) const { return nodes_[node]; }
  /// no_row: takes no part.
  std::uint32_t node(Element e) const { return e < node_.size() ? node_[e] : no_row; }
  /// Links that lead on from the node, and links that lead to it.
  std::span<const SizedLink> out(std::uint32_t node) const { return out_[node]; }
  std::span<const SizedLink> in(std::uint32_t node) const { return in_[node]; }
  std::uint64_t link_count() const { return out_.items.size(); }
  /// Every size is one number, and no circle was refused: effects have no bounds.
  bool exact() const { return exact_; }
  /// Some size may be negative.
  bool harm() const { return harm_; }

  /// Nodes in one component lead to each other; a link between components leads to one of smaller number.
  std::uint32_t component(std::uint32_t node) const { return component_[node]; }
  std::uint32_t component_count() const { return members_.rows(); }
  std::span<const std::uint32_t> members(std::uint32_t component) const { return members_[component]; }
  bool circle(std::uint32_t component) const { return members_[component].size() > 1; }
  /// A circle whose sizes, taken at their greatest, do not fade from round to round: what runs through it has
  /// no sum, and nothing behind it is known. Of influence only.
  bool refused(std::uint32_t component) const { return !refused_.empty() && refused_[component] != 0; }

private:
  void add_influence();
  void add_relations();
  void finish(std::vector<std::pair<std::uint32_t, SizedLink>> links);
  bool fades(std::uint32_t component) const;

  View view_;
  Over over_;
  Cancel cancel_;
  Presence present_;
  std::vector<Element> nodes_;
  std::vector<std::uint32_t> node_;
  Grouped<SizedLink> out_, in_;
  std::vector<std::uint32_t> component_;
  Grouped<std::uint32_t> members_;
  std::vector<std::uint8_t> refused_; ///< by component; empty: none
  bool exact_ = true, harm_ = false;
};

/// Whether influence runs through elements of the kind.
bool carries_influence(Kind);

} // namespace northline
