#pragma once
// The order in which somebody who begins should read the findings.
#include "check/check.hpp"

#include <cstdint>
#include <vector>

namespace northline {

/// How many checks can only speak once a finding of this code is answered: those that look at what it asks
/// for (there is no question about audiences before there is an audience), and those it explains.
std::uint32_t unlocks(const Rule&);

/// Rows that count: errors first, since what they concern means nothing yet; then by what they unlock, most
/// first; then by severity; then as they stand in the document.
std::vector<std::uint32_t> reading_order(const Findings&);

} // namespace northline
