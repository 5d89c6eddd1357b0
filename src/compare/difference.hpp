#pragma once
// What two documents say differently. Order and layout of the text do not count, nor does the form in which a
// relation is written; `layout` is left out. docs/compare.md tells it in words.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// One thing that differs. Texts are JSON; empty where one side has nothing.
struct Change {
  enum class What : std::uint8_t { added, removed, changed, renamed };
  enum class Of : std::uint8_t {
    element,
    attribute, ///< `name`: the attribute; of an object, with the way to its part, as in "organisation/name"
    relation,  ///< `name`: the relation, `target`: where it leads
    member     ///< of the document or of the embedder's data, `name`: the way to it
  };
  What what;
  Of of;
  Kind kind = Kind::strategy;
  std::string id;     ///< of the element: in the second document, or the first if it is gone
  std::string old_id; ///< of a renamed element
  std::string title;  ///< of the element, perhaps empty
  std::string name, target;
  std::string before, after;                 ///< relations: the payload with its principal attribute named
  std::string pointer_before, pointer_after; ///< RFC 6901; empty where one side has nothing
};
std::string_view name_of(Change::What);
std::string_view name_of(Change::Of);

struct Difference {
  /// The strategy's own changes first, then elements by kind in the second document's order, gone ones last
  /// in their kind.
  std::vector<Change> changes;
  /// The first document with the second one's ids for renamed elements, so that results about both can be
  /// put side by side.
  View before;
  View after;
  bool empty() const { return changes.empty(); }
  std::size_t count(Change::Of, Change::What) const;
};

/// O(n log n) in the texts; what is equal byte for byte is not looked into. Throws Error(cancelled).
Difference difference(const View& a, const View& b, Cancel = {});

/// A JSON Patch (RFC 6902) after which the first document says what the second does. Throws Error(cancelled).
std::string difference_patch(const View& a, const View& b, Cancel = {});

} // namespace northline
