#pragma once
#include "check/check.hpp"

#include <string>

namespace northline {

/// Time and findings of each check as a table, the slowest first.
std::string stats_text(const Findings&);
/// The same as a JSON object.
std::string stats_json(const Findings&);

} // namespace northline
