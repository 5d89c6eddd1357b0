#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace northline {

/// SHA-256 (FIPS 180-4) of the bytes.
std::array<std::uint8_t, 32> sha256(std::string_view bytes);
/// The first `digits` hexadecimal digits of it.
std::string sha256_hex(std::string_view bytes, unsigned digits = 64);

} // namespace northline
