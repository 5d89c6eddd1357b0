#pragma once
// Where in the document something stands: JSON Pointers (RFC 6901) and byte ranges, derived when asked for.
#include "base/json_pointer.hpp"
#include "model/view.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace northline {

/// Remembers where the members of large values stand. Places are found by walking the text, and an element
/// with a hundred thousand members, each of which something is said about, would be walked as many times.
/// Safe from any thread.
class PlaceIndex {
public:
  /// A member of an object, or an item of a list.
  struct Item {
    std::size_t key_at = 0; ///< of an item: its value
    std::size_t value_at = 0, value_end = 0, index = 0;
  };
  explicit PlaceIndex(bool remembers = true); ///< one that does not walks every time
  ~PlaceIndex();
  /// The first member of this name, or the first item that is this text, of the value at `at`.
  bool named(std::string_view text, std::size_t at, std::string_view name, Item& found) const;
  /// The member or item that the byte at `offset` belongs to.
  bool around(std::string_view text, std::size_t at, std::size_t offset, Item& found) const;

private:
  struct Wide;
  struct Memory;
  const Wide* wide(std::string_view text, std::size_t at) const;
  std::unique_ptr<Memory> memory_;
};

struct Spot {
  std::string pointer;
  std::size_t offset = 0, length = 0; ///< bytes of the base text
  bool in_text = false;               ///< false when the element was edited since reading
};

Spot document_spot();
/// The element's key.
Spot element_spot(const View&, Element);
/// The value of a member; the element's key if it is not written.
Spot member_spot(const View&, Element, std::string_view member, const PlaceIndex& = PlaceIndex(false));
/// The place where one relation names its target.
Spot target_spot(const View&, Element source, Relation, std::string_view target_id,
                 const PlaceIndex& = PlaceIndex(false));
/// The value or key at an offset of the base text, inside the element.
Spot offset_spot(const Snapshot&, Element inside, std::size_t offset, const PlaceIndex& = PlaceIndex(false));

} // namespace northline
