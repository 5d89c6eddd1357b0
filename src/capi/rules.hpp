#pragma once
#include "check/check.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace northline::capi {

/// All rules in the order of their codes; an index of the C API is one of this list.
std::vector<const Rule*> sorted_rules();
/// By code or name; refuses with NORTHLINE_NOT_FOUND.
const Rule& known_rule(std::string_view code_or_name);

std::int32_t severity_number(Severity severity);
/// The other way; the number has been checked.
Severity severity_of(std::int32_t number);
/// Refuses what is no NORTHLINE_SEVERITY_*.
std::int32_t checked_severity(std::int32_t number);

} // namespace northline::capi
