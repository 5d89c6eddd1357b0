#pragma once
#include "check/check.hpp"
#include "check/messages.hpp"

#include <string>
#include <string_view>

namespace northline {

/// Findings as one JSON document (docs/outputs.md): all of them, positions where they were read from text.
std::string check_json(const Findings&, bool compact = false);
std::string check_json(const Findings&, const Messages&, Cancel, bool compact = false);
/// One finding as the object that `check_json` lists; `caused_by`: fingerprint of what explains it, or empty.
void append_finding_json(std::string& out, const Findings&, std::size_t i, const std::string& fingerprint,
                         PlaceFinder& places, std::string_view caused_by = {}, const Messages& = {});
/// {"reason", "until"?}
std::string suppression_json(const Suppression&);

} // namespace northline
