#pragma once
// Sentences with places to fill: "{goal} is late by {days} {days|day|days}". A place is a name, then perhaps
// a format ("{money:amount}") or two words of which a number chooses ("{days|day|days}": the first for
// exactly 1). Any other brace is text, so that sentences may quote JSON.
#include <cstddef>
#include <string_view>

namespace northline {

struct TemplatePart {
  bool place = false;
  std::string_view text;   ///< as written, with the braces of a place
  std::string_view name;   ///< of a place
  std::string_view format; ///< after the colon, if any
  bool plural = false;     ///< one of the two words stands here
  std::string_view one, many;
};

/// Walks a template from piece to piece.
class TemplateWalker {
public:
  explicit TemplateWalker(std::string_view text) : text_(text) {}
  bool next(TemplatePart& part);

private:
  std::string_view text_;
  std::size_t at_ = 0;
};

} // namespace northline
