#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace northline {

/// The text with capitals of ASCII made small and blanks single, none at the ends: equal for titles that
/// people take for the same.
std::string folded(std::string_view text);

/// Of folded(text), without making it; 0 if nothing is left of it. Not secret: whoever compares by it has to
/// bear texts that were chosen to agree.
std::uint32_t folded_hash(std::string_view text);

} // namespace northline
