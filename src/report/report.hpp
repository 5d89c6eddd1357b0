#pragma once
// Findings in every form that people and other tools read (docs/outputs.md). One file for each format.
#include "base/cancel.hpp"
#include "check/check.hpp"
#include "check/messages.hpp"
#include "score/score.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace northline {

/// One document that was checked.
struct Checked {
  std::string_view file; ///< as people call it; a path or a title
  const Findings* findings = nullptr;
  const ScoreResult* score = nullptr; ///< shown where a report has room for it
  std::uint64_t repairs = 0;          ///< places that were repaired on reading
};

struct ReportOptions {
  const Messages* messages = nullptr; ///< null: English
  Cancel cancel;
  bool colour = false;
  std::size_t max_findings = 50; ///< of each severity, in the formats for people
  bool each = false;             ///< text: each by itself, those of several elements in the same words too
  bool several = false;          ///< several files were asked for, even if one only could be read: a list
  Severity fail_on = Severity::error; ///< JUnit: from here on a finding is a failure; off: none is
};

/// "text", "json", "sarif", "github", "junit", "markdown", "html".
std::span<const std::string_view> report_formats();
/// Throws Error(invalid_argument) for another format, Error(cancelled).
std::string render_report(std::string_view format, std::span<const Checked>, const ReportOptions&);

// ---- one function for each format ----
std::string report_text(std::span<const Checked>, const ReportOptions&);
std::string report_json(std::span<const Checked>, const ReportOptions&);
std::string report_sarif(std::span<const Checked>, const ReportOptions&);
std::string report_github(std::span<const Checked>, const ReportOptions&);
std::string report_junit(std::span<const Checked>, const ReportOptions&);
std::string report_markdown(std::span<const Checked>, const ReportOptions&);
std::string report_html(std::span<const Checked>, const ReportOptions&);

} // namespace northline
