#include "check/page_text.hpp"

namespace northline {
namespace {

constexpr auto none = std::string_view::npos;

void append_sentences(std::string& out, std::string_view s) {
  while (true) {
    const std::size_t open = s.find('[');
    const std::size_t close = open == none ? none : s.find_first_of("[]", open + 1);
    if (close == none) break;
    const std::size_t end = s.substr(close).substr(0, 2) == "](" ? s.find(')', close) : none;
    if (end == none) { // no link; what closes this bracket may open the next
      out += s.substr(0, close);
      s.remove_prefix(close);
      if (s.front() == ']') {
        out += ']';
        s.remove_prefix(1);
      }
      continue;
    }
    const std::string_view target = s.substr(close + 2, end - close - 2);
    out += s.substr(0, open);
    out += s.substr(open + 1, close - open - 1);
    if (target.substr(0, 4) == "http") (((out += " (") += target) += ")");
    s.remove_prefix(end + 1);
  }
  out += s;
}

} // namespace

std::string without_links(std::string_view s) {
  constexpr std::string_view fence = "```";
  std::string out;
  out.reserve(s.size());
  while (true) {
    const std::size_t begin = s.find(fence);
    const std::size_t end = begin == none ? none : s.find(fence, begin + fence.size());
    if (end == none) break;
    append_sentences(out, s.substr(0, begin));
    out += s.substr(begin, end + fence.size() - begin);
    s.remove_prefix(end + fence.size());
  }
  append_sentences(out, s);
  return out;
}

} // namespace northline
