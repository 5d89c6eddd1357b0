#include "base/template.hpp"

namespace northline {
namespace {

bool name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// Reads a place at an opening brace; false when the brace is text.
bool read_place(std::string_view t, std::size_t at, TemplatePart& p) {
  std::size_t i = at + 1;
  while (i < t.size() && name_letter(t[i])) ++i;
  if (i == at + 1 || i >= t.size() || (t[at + 1] >= '0' && t[at + 1] <= '9')) return false;
  p = {};
  p.name = t.substr(at + 1, i - at - 1);
  if (t[i] == ':') {
    const std::size_t from = ++i;
    while (i < t.size() && name_letter(t[i])) ++i;
    p.format = t.substr(from, i - from);
    if (p.format.empty()) return false;
  } else if (t[i] == '|') {
    const std::size_t end = t.find('}', i), middle = t.find('|', i + 1);
    if (end == std::string_view::npos || middle == std::string_view::npos || middle > end) return false;
    p.plural = true;
    p.one = t.substr(i + 1, middle - i - 1);
    p.many = t.substr(middle + 1, end - middle - 1);
    if (p.many.find('|') != std::string_view::npos) return false;
    i = end;
  }
  if (i >= t.size() || t[i] != '}') return false;
  p.place = true;
  p.text = t.substr(at, i + 1 - at);
  return true;
}

} // namespace

bool TemplateWalker::next(TemplatePart& part) {
  if (at_ >= text_.size()) return false;
  if (text_[at_] == '{' && read_place(text_, at_, part)) {
    at_ += part.text.size();
    return true;
  }
  std::size_t to = at_ + 1;
  TemplatePart ahead;
  for (;; ++to) {
    to = text_.find('{', to);
    if (to == std::string_view::npos) {
      to = text_.size();
      break;
    }
    if (read_place(text_, to, ahead)) break;
  }
  part = {};
  part.text = text_.substr(at_, to - at_);
  at_ = to;
  return true;
}

} // namespace northline
