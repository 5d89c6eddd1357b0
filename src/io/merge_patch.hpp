#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace northline {

/// RFC 7396: the value at `at` with the patch at `patch_at` applied, both positions in accepted JSON that may
/// hold comments. Members keep the target's order, new ones follow in the patch's. O(size of both).
std::string merge_patched(std::string_view text, std::size_t at, std::string_view patch,
                          std::size_t patch_at);

} // namespace northline
