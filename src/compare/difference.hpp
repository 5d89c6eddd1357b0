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

/// One operation on the way from `before` to `after`.
struct ChangeStep {
  std::vector<std::size_t> changes; ///< rows of Difference::changes that it carries out, in order
  /// Steps without which it would leave a reference to nothing: what a relation leads to is added first, what
  /// refers to an element is taken out before it.
  std::vector<std::size_t> needs;
  std::string operation; ///< of a JSON Patch (RFC 6902) on `before`
  std::string map;       ///< pointer to the elements' map that it would begin; empty: it is there
};
/// All that leads from `before` to `after`, in an order in which it can be carried out. New ids are not among
/// them, because `before` has them already. O(n log n) in the changes. Throws Error(cancelled).
std::vector<ChangeStep> change_steps(const Difference&, Cancel = {});
/// The step with all that it needs, directly or by way of others, in order.
std::vector<std::size_t> with_needs(const std::vector<ChangeStep>&, std::size_t step);
/// The JSON Patch on `before` that carries out these steps alone.
std::string patch_of(const std::vector<ChangeStep>&, const std::vector<std::size_t>& which);

/// A JSON Patch (RFC 6902) after which the first document says what the second does. Throws Error(cancelled).
std::string difference_patch(const View& a, const View& b, Cancel = {});

} // namespace northline
