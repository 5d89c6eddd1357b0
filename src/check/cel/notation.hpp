#pragma once
// Values as JSON that keeps their types: {"int":"5"}, {"list":[...]}, {"map":[[key, value], ...]}.
#include "check/cel/value.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace northline::cel {

/// Numbers are texts, because JSON's have no types; bytes are hexadecimal.
void append_notation(std::string& out, const Value& v, Meter& meter);

/// Reads {"name": value, ...}. Throws northline::Error with a JSON Pointer when the text is something else.
std::vector<std::pair<std::string, Value>> read_bindings(std::string_view json);

} // namespace northline::cel
