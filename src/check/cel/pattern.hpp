#pragma once
// Regular expressions in RE2's syntax, matched in time linear in the text.
#include "check/cel/value.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace northline::cel {

class Pattern {
public:
  static constexpr std::size_t longest = 1000; ///< bytes
  /// Null when the text is not a pattern, or too large a one; then `problem` says why.
  static std::shared_ptr<const Pattern> compile(std::string_view text, std::string& problem);
  ~Pattern();
  /// Whether the pattern occurs anywhere in the text.
  bool occurs_in(std::string_view text, Meter& meter) const;

private:
  struct Body;
  std::unique_ptr<Body> body_;
};

} // namespace northline::cel
