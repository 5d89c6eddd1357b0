#include "facts/records.hpp"

#include "base/json_text.hpp"

namespace northline {

double part(Raw record, std::string_view name) {
  if (!record.known() || record.text[record.at] != '{') return unknown_number;
  const std::size_t at = json::find_member(record.text, record.at, name);
  if (at == std::string_view::npos) return unknown_number;
  return json::number_at(record.text, at);
}

} // namespace northline
