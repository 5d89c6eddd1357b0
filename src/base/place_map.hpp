#pragma once
// Lines and columns of offsets that are asked in any order.
#include "base/text.hpp"

#include <vector>

namespace northline {

/// Like PlaceFinder, but each place costs at most one stretch of text however far the last one was: related
/// elements and fixes stand anywhere in the document. Goes over the text once, when it is made.
class PlaceMap {
public:
  explicit PlaceMap(std::string_view text);
  Place at(std::size_t offset) const;

private:
  static constexpr std::size_t stretch = 2048;
  std::string_view text_;
  std::size_t start_ = 0;
  std::vector<Place> marks_; ///< the place of every stretch's first byte
};

} // namespace northline
