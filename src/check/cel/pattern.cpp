#include "check/cel/pattern.hpp"

#include <re2/re2.h>

namespace northline::cel {

struct Pattern::Body {
  Body(std::string_view text, const re2::RE2::Options& options)
      : expression(re2::StringPiece(text.data(), text.size()), options) {}
  re2::RE2 expression;
};

Pattern::~Pattern() = default;

std::shared_ptr<const Pattern> Pattern::compile(std::string_view text, std::string& problem) {
  if (text.size() > longest) {
    problem = "A pattern has at most " + std::to_string(longest) + " bytes.";
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  // Small counts such as {1000} multiply; beyond this the pattern is refused.
  options.set_max_mem(1 << 20);
  auto pattern = std::make_shared<Pattern>();
  pattern->body_ = std::make_unique<Body>(text, options);
  if (!pattern->body_->expression.ok()) {
    problem = "This is not a pattern of RE2's syntax: " + pattern->body_->expression.error() + ".";
    return nullptr;
  }
  return pattern;
}

bool Pattern::occurs_in(std::string_view text, Meter& meter) const {
  // In the worst case each byte is compared with each state of the pattern.
  const auto states = static_cast<std::uint64_t>(body_->expression.ProgramSize());
  meter.step(4 + text.size() * (1 + states / 64) / 16);
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), body_->expression);
}

} // namespace northline::cel
