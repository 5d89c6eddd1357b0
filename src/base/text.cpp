#include "base/text.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstring>

namespace northline {

namespace {
std::uint32_t code_points(std::string_view text, std::size_t from, std::size_t to) {
  std::uint32_t n = 0;
  for (std::size_t i = from; i < to; ++i) n += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  return n;
}
} // namespace

PlaceFinder::PlaceFinder(std::string_view text) : text_(text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") start_ = 3; // a byte order mark is no column
  at_ = line_start_ = start_;
}

Place PlaceFinder::at(std::size_t offset) {
  offset = std::max(std::min(offset, text_.size()), start_);
  if (offset < at_ && offset < at_ - offset) { // nearer to the beginning than to the last place
    at_ = line_start_ = start_;
    line_ = column_ = 1;
  }
  if (offset < line_start_) {
    // Back over whole lines, counting those that end between here and there.
    line_ -= static_cast<std::uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(offset),
                                                   text_.begin() + static_cast<std::ptrdiff_t>(line_start_),
                                                   '\n'));
    const std::size_t end = offset == start_ ? std::string_view::npos : text_.rfind('\n', offset - 1);
    at_ = line_start_ = end == std::string_view::npos ? start_ : end + 1;
    column_ = 1;
  }
  // Lines end with \n; a \r\n counts once, and a lone \r does not end a line, as in most editors.
  while (at_ < offset) {
    const void* nl = std::memchr(text_.data() + at_, '\n', offset - at_);
    if (!nl) break;
    at_ = line_start_ = static_cast<std::size_t>(static_cast<const char*>(nl) - text_.data()) + 1;
    column_ = 1;
    ++line_;
  }
  if (offset >= at_)
    column_ += code_points(text_, at_, offset);
  else
    column_ -= code_points(text_, offset, at_);
  at_ = offset;
  return {line_, column_};
}

void refuse_configuration(std::string_view text, std::size_t at, const std::string& pointer,
                          const std::string& message) {
  const Place p = PlaceFinder(text).at(at);
  throw Error(Status::configuration, message, pointer, p.line, p.column, at);
}

} // namespace northline
