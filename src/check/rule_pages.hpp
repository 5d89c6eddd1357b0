#pragma once

namespace northline {

/// The page docs/checks/<code>.md as it was when the library was built, so that a tool can explain a code
/// without the documentation beside it.
struct RulePage {
  const char* code;
  const char* text; ///< UTF-8 Markdown, NUL-terminated
  unsigned size;    ///< bytes of text without the NUL
};

/// All pages sorted by code; written by the build.
extern const RulePage rule_pages[];
extern const unsigned rule_pages_size;

} // namespace northline
