#pragma once
#include "check/check.hpp"

#include <string>
#include <string_view>

namespace northline {

/// Findings as one JSON document (docs/outputs.md): all of them, positions where they were read from text.
std::string check_json(const Findings&, bool compact = false);
/// One finding as the object that `check_json` lists; `caused_by`: fingerprint of what explains it, or empty.
void append_finding_json(std::string& out, const Findings&, std::size_t i, const std::string& fingerprint,
                         PlaceFinder& places, std::string_view caused_by = {});
/// {"reason", "until"?}
std::string suppression_json(const Suppression&);

struct TextOptions {
  std::string_view file = "<input>";
  bool colour = false;
  std::size_t max_findings = 50; ///< per severity
};
/// Findings as a compiler prints them: place, sentence, the source line with a caret, what would be right.
std::string check_text(const Findings&, const TextOptions&);

} // namespace northline
