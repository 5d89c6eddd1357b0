#pragma once
// What a change does to a score: the trees of before and after, cut down to what differs.
#include "score/explain.hpp"

namespace northline {

/// A value of the document that was changed, as JSON.
struct ChangedValue {
  std::string pointer;
  std::string before, after; ///< empty: nothing stands there
};

/// A strategy before and after a change of it. They may share their text or not.
struct ChangedStrategy {
  View before, after;
  std::string title;
  std::vector<ChangedValue> values;
};

struct ChangeQuestion {
  Element goal = no_element;      ///< of `before`, whose score it is; no_element: the overall one
  std::string number = "score";   ///< or lower, upper, known, sound
  bool loss = false;              ///< before less after, else after less before
  bool unknown_is_nothing = true; ///< a score that nobody can say counts as 0
  const Snapshot* home = nullptr; ///< offsets of nodes are kept where they are of this text
  Date as_of;
  Date as_of_after; ///< where the two are judged on different days
  Cancel cancel;
};

/// One of the moves that are best for the whole, or for a goal, as `northline moves` lists them.
struct MoveAsked {
  Element goal = no_element; ///< as in MovesOptions
  std::size_t rank = 1, tried = 0;
  Date as_of;
  Cancel cancel;
};

/// The difference between both, each with the tree that makes it; parts that have the same number in both are
/// not unfolded. Nodes carry ids, because the elements of the two may be numbered differently.
ScoreNode explain_change(const ChangedStrategy&, const ChangeQuestion&);
/// The tree of what comes out afterwards, unfolded where it differs from before.
ScoreNode explain_after(const ChangedStrategy&, const ChangeQuestion&);

/// Leaves each of two trees unfolded only where a part's number differs from that of the same part in the
/// other.
void cut_alike(ScoreNode& a, ScoreNode& b);

} // namespace northline
