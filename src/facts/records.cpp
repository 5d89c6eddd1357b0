#include "facts/records.hpp"

#include "base/json_text.hpp"

namespace northline {

double part(Raw record, std::string_view name) {
  if (!record.known() || record.text[record.at] != '{') return unknown_number;
  const std::size_t at = json::find_member(record.text, record.at, name);
  if (at == std::string_view::npos) return unknown_number;
  const char c = record.text[at];
  if (c != '-' && (c < '0' || c > '9')) return unknown_number;
  return parse_number(record.text.substr(at, json::skip_value(record.text, at) - at));
}

} // namespace northline
