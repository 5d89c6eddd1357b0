#pragma once
// JSON Pointers (RFC 6901).
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// Appends "/" and the token, escaped.
void append_pointer(std::string& pointer, std::string_view token);
/// Its tokens, unescaped; none of the empty pointer, nor of a text that does not begin with "/".
std::vector<std::string> pointer_tokens(std::string_view pointer);

namespace json {
/// Where the value stands that the tokens lead to from the value at `at`. Stops at the last one on the way
/// that is there: `taken` says how many of the tokens led there.
std::size_t follow(std::string_view text, std::size_t at, const std::vector<std::string>& tokens,
                   std::size_t& taken);
} // namespace json

} // namespace northline
