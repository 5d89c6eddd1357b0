#pragma once
// Which findings only follow from another one, such as a goal without work because its name was misspelt.
#include "check/check.hpp"

#include <cstdint>
#include <vector>

namespace northline {

/// For each row the row that explains it, or no_cause. `skip` holds rows that explain nothing and need no
/// explanation (suppressed ones); it may be empty. O(findings and their evidence).
constexpr std::uint32_t no_cause = 0xFFFFFFFFU;
std::vector<std::uint32_t> find_causes(const Findings&, const std::vector<std::uint8_t>& skip);

/// Whether the check reads this relation, by its footprint.
bool reads_relation(const Rule&, Relation);

} // namespace northline
