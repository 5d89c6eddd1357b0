#pragma once
#include <string>
#include <string_view>

namespace northline {

/// Markdown for readers who cannot follow its links, on a terminal or in a report far from the documentation:
/// "[StratML](../sources.md#stratml)" becomes "StratML", an address of the web stays behind its words in
/// brackets, and blocks of code are left alone.
std::string without_links(std::string_view markdown);

} // namespace northline
