#include "base/place_map.hpp"

#include <algorithm>

namespace northline {
namespace {

/// Walks on over the text: a line feed ends a line, and what continues a character is no column.
void walk(std::string_view text, std::size_t from, std::size_t to, Place& p) {
  for (std::size_t i = from; i < to; ++i) {
    if (text[i] == '\n') {
      ++p.line;
      p.column = 1;
    } else {
      p.column += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    }
  }
}

} // namespace

PlaceMap::PlaceMap(std::string_view text) : text_(text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") start_ = 3; // a byte order mark is no column
  Place p{1, 1};
  for (std::size_t at = start_; at <= text.size(); at += stretch) {
    marks_.push_back(p);
    walk(text, at, std::min(at + stretch, text.size()), p);
  }
  if (marks_.empty()) marks_.push_back(p);
}

Place PlaceMap::at(std::size_t offset) const {
  offset = std::max(std::min(offset, text_.size()), start_);
  const std::size_t mark = (offset - start_) / stretch;
  Place p = marks_[mark];
  walk(text_, start_ + mark * stretch, offset, p);
  return p;
}

} // namespace northline
