#pragma once
// One document from two that came of the same one. docs/compare.md tells the rules in words.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// A place where the two sides want different things, and somebody has to decide.
struct Conflict {
  enum class What : std::uint8_t {
    two_values,          ///< both sides gave another value
    deleted_and_changed, ///< one side took it out, the other changed it
    added_twice,         ///< both sides added an element of this id, and they differ
    renamed_twice,       ///< both sides gave the element another id
    deleted_but_needed,  ///< one side took the element out, the other refers to it
    not_valid            ///< the sides are sound, and what they make together is not
  };
  enum class Kept : std::uint8_t { ours, theirs };
  What what;
  Kept kept; ///< whose is in the merged document
  Kind kind = Kind::strategy;
  std::string id;           ///< of the element in the merged document
  std::string title;        ///< perhaps empty
  std::string name, target; ///< attribute or way to a part; relation and its end; empty: the element itself
  std::string base, ours, theirs; ///< JSON; empty where a side has nothing
  std::string pointer_base, pointer_ours, pointer_theirs;
  std::string code, needed_by; ///< of not_valid: the check; of deleted_but_needed: an element that refers
  std::string message;         ///< a whole sentence
};
std::string_view name_of(Conflict::What);
std::string_view name_of(Conflict::Kept);

struct Merged {
  std::string text; ///< a whole document also with conflicts: each then stands as `kept` says
  std::vector<Conflict> conflicts;
};

/// Merges texts of three documents. Ours keeps its layout, comments and order; what theirs adds stands behind
/// what precedes it there. Edited strategies are merged as they would be written. O(n log n) in the texts.
/// Throws Error(refused) for a document that has an id or a map of elements twice, Error(cancelled).
Merged merge(const View& base, const View& ours, const View& theirs, Cancel = {});

} // namespace northline
