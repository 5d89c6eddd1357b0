#pragma once
// Checks of one's own that are written as data: {"code": "X-…", "must": "…", "message": "…"}.
#include "check/own/own_check.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace northline {

/// Says that something in the text is wrong: a byte's offset, the JSON Pointer of the member, a whole
/// sentence.
using OwnCheckFault = std::function<void(std::size_t at, const std::string& pointer, std::string message)>;

/// Reads the definition at `at` of accepted JSON text. Null when there were faults, all of which are said.
std::shared_ptr<OwnCheck> read_own_check(std::string_view text, std::size_t at, const std::string& pointer,
                                         const OwnCheckFault& fault);

/// Reads a definition without conditions, of a check whose decision is code.
std::optional<OwnCheck::Words> read_words(std::string_view text, std::size_t at, const std::string& pointer,
                                          const OwnCheckFault& fault);

} // namespace northline
