#pragma once

namespace northline {

struct Rule;
/// Every check, by file name; generated from the files in src/check/rules when the library is built.
extern const Rule* const rule_table[];
extern const unsigned rule_table_size;

} // namespace northline
