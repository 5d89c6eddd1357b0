#pragma once
// Findings as a person goes through them: by severity, then by check, what to do first in front.
#include "report/report.hpp"

#include <array>
#include <vector>

namespace northline {

/// All findings of one check in one severity.
struct FindingGroup {
  const Rule* rule = nullptr;
  Severity severity = Severity::advice;
  std::vector<std::size_t> rows; ///< in the order of the document
  std::size_t explains = 0;      ///< findings that these explain
  std::uint32_t unlocks = 0;     ///< checks that can speak only then
};

struct Digest {
  /// Gravest first; within a severity what is wrong with the document itself, then what explains or unlocks
  /// most, then what speaks most often.
  std::vector<FindingGroup> groups;
  std::vector<std::size_t> first; ///< groups in the order in which they are best taken up
  std::vector<std::size_t> aside; ///< suppressed or known before
  std::array<std::array<std::uint64_t, 4>, 12> areas{}; ///< counts by category and severity
};
Digest digest(const Findings&);

/// "plan.json:12:3", or the pointer where there is no line.
std::string place_text(const Messages&, const Findings&, std::size_t row, PlaceFinder&);
/// At most this many characters, with "…" where more would follow.
std::string shortened(std::string_view, std::size_t characters);
/// The title of the strategy, at most 200 characters of it, or a word that says it has none.
std::string strategy_title(const Messages&, const View&);
/// "3 errors, 1 warning, 2 pieces of advice in 40 elements, as of 2026-11-21."
std::string summary_text(const Messages&, const Findings&);

} // namespace northline
