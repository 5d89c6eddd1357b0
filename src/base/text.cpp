#include "base/text.hpp"

#include <algorithm>
#include <cstring>

namespace northline {

Place PlaceFinder::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset < line_start_) {
    done_ = line_start_ = 0;
    line_ = 1;
  }
  // Lines end with \n; a \r\n counts once, and a lone \r does not end a line, as in most editors.
  while (done_ < offset) {
    const void* nl = std::memchr(text_.data() + done_, '\n', offset - done_);
    if (!nl) break;
    done_ = static_cast<std::size_t>(static_cast<const char*>(nl) - text_.data()) + 1;
    line_start_ = done_;
    ++line_;
  }
  done_ = std::max(done_, line_start_);
  std::uint32_t column = 1;
  std::size_t from = line_start_;
  if (from == 0 && text_.substr(0, 3) == "\xEF\xBB\xBF") from = std::min<std::size_t>(3, offset);
  for (std::size_t i = from; i < offset; ++i)
    if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) ++column;
  return {line_, column};
}

} // namespace northline
