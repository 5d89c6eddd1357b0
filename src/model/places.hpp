#pragma once
// Where in the document something stands: JSON Pointers (RFC 6901) and byte ranges, derived when asked for.
#include "model/view.hpp"

#include <cstdint>
#include <string>

namespace northline {

struct Spot {
  std::string pointer;
  std::size_t offset = 0, length = 0; ///< bytes of the base text
  bool in_text = false;               ///< false when the element was edited since reading
};

/// Appends "/" and the token, escaped.
void append_pointer(std::string& pointer, std::string_view token);

Spot document_spot();
/// The element's key.
Spot element_spot(const View&, Element);
/// The value of a member; the element's key if it is not written.
Spot member_spot(const View&, Element, std::string_view member);
/// The place where one relation names its target.
Spot target_spot(const View&, Element source, Relation, std::string_view target_id);
/// The value or key at an offset of the base text, inside the element.
Spot offset_spot(const Snapshot&, Element inside, std::size_t offset);

} // namespace northline
