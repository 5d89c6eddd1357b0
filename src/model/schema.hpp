#pragma once
// The JSON Schema (draft 2020-12) of a document, printed from the registry.
#include <string>

namespace northline {

/// The schema as indented JSON text. It accepts exactly the documents without problems of shape: member
/// names, types, enumerations, ranges, the syntax of dates and ids, the forms of relations. Duplicates,
/// references and their ends, the order of bounds and days that do not exist are left to the reader.
std::string schema_json();

} // namespace northline
