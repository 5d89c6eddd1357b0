#include "base/text.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstring>

namespace northline {

namespace {

/// Walks on over the text. Lines end with \n; a \r\n counts once, and a lone \r does not end a line, as in
/// most editors. What continues a character is no column.
void walk(std::string_view text, std::size_t from, std::size_t to, Place& p) {
  while (const void* nl = std::memchr(text.data() + from, '\n', to - from)) {
    from = static_cast<std::size_t>(static_cast<const char*>(nl) - text.data()) + 1;
    p = {p.line + 1, 1};
    if (from == to) return;
  }
  for (; from < to; ++from) p.column += (static_cast<unsigned char>(text[from]) & 0xC0) != 0x80;
}

} // namespace

PlaceFinder::PlaceFinder(std::string_view text) : text_(text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") start_ = 3; // a byte order mark is no column
  at_ = start_;
  marks_.push_back(last_);
}

Place PlaceFinder::at(std::size_t offset) {
  offset = std::max(std::min(offset, text_.size()), start_);
  const std::size_t mark = (offset - start_) / stretch;
  while (marks_.size() <= mark) {
    const std::size_t from = start_ + (marks_.size() - 1) * stretch;
    Place p = marks_.back();
    walk(text_, from, from + stretch, p);
    marks_.push_back(p);
  }
  if (const std::size_t from = start_ + mark * stretch; at_ < from || at_ > offset) {
    at_ = from;
    last_ = marks_[mark];
  }
  if (at_ < offset) walk(text_, at_, offset, last_);
  at_ = offset;
  return last_;
}

void refuse_configuration(std::string_view text, std::size_t at, const std::string& pointer,
                          const std::string& message) {
  const Place p = PlaceFinder(text).at(at);
  throw Error(Status::configuration, message, pointer, p.line, p.column, at);
}

} // namespace northline
