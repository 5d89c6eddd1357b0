#pragma once
// What people and tools are told about the vocabulary, printed from the registry. The files that hold it are
// committed and compared in the tests, so that a new row shows up everywhere.
#include <string>

namespace northline {

/// The tables of docs/document-format.md: kinds with their attributes, relations, enumerations, records.
std::string document_tables_markdown();

/// TypeScript declarations of a document: bindings/typescript/northline.d.ts.
std::string typescript_declarations();

/// Every name of the vocabulary as a libFuzzer dictionary: tests/fuzz/northline.dict.
std::string fuzzer_dictionary();

/// The rows of the registry as one JSON object, for tests and tools that generate documents.
std::string registry_json();

} // namespace northline
