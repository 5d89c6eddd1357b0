#pragma once
// Carrying out the fixes that checks state, on the document's text.
#include "check/check.hpp"
#include "io/json_patch.hpp"

#include <string>
#include <vector>

namespace northline {

struct FixOptions {
  bool unsafe = false;     ///< also those that need a person's eye
  CheckOptions checks;     ///< what is looked for, and so what is mended
  std::size_t rounds = 10; ///< a fix may make room for another
};

/// One fix that was carried out.
struct Mended {
  std::string code, title, message;
};

struct FixResult {
  std::string text;                         ///< the document afterwards
  std::vector<Mended> mended;               ///< in the order in which it was done
  std::size_t left = 0;                     ///< findings that still have a fix of a higher safety level
  std::shared_ptr<const Findings> findings; ///< about the document afterwards
};

/// The edits of one finding's fix; empty when it has none. Throws Error(refused).
std::vector<TextEdit> fix_edits(const Findings&, std::size_t finding);
/// The same; `walked` says over how many bytes of the document it took a walk, about.
std::vector<TextEdit> fix_edits(const Findings&, std::size_t finding, std::size_t& walked);

/// Mends what can be mended: round by round, all fixes that do not touch one another's text, until nothing is
/// left. A fix after which the document has an error it did not have before is taken back.
/// Throws Error as reading and checking do.
FixResult fix_text(std::string_view text, const FixOptions&);

/// What changed, line by line, in unified format with three lines around; empty when nothing did.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name);

} // namespace northline
