#include "check/cel/functions.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace northline::cel {

namespace {

using namespace functions;

// Sorted by name, because that is how they are found.
constexpr Overload table[] = {
    {"base64.decode", 'f', "s", 'y', base64_decode},
    {"base64.encode", 'f', "y", 's', base64_encode},
    {"bool", 'f', "b", 'b', as_is},
    {"bool", 'f', "s", 'b', to_bool},
    {"bytes", 'f', "s", 'y', to_bytes},
    {"bytes", 'f', "y", 'y', as_is},
    {"charAt", 'm', "si", 's', char_at},
    {"contains", 'm', "ss", 'b', contains},
    {"double", 'f', "d", 'd', as_is},
    {"double", 'f', "i", 'd', to_double},
    {"double", 'f', "u", 'd', to_double},
    {"double", 'f', "s", 'd', to_double},
    {"duration", 'f', "r", 'r', as_is},
    {"duration", 'f', "s", 'r', to_duration},
    {"dyn", 'f', "a", 'a', as_is},
    {"endsWith", 'm', "ss", 'b', ends_with},
    {"format", 'm', "sl", 's', format},
    {"getDate", 'm', "t", 'i', date_of_month},
    {"getDate", 'm', "ts", 'i', date_of_month},
    {"getDayOfMonth", 'm', "t", 'i', day_of_month},
    {"getDayOfMonth", 'm', "ts", 'i', day_of_month},
    {"getDayOfWeek", 'm', "t", 'i', day_of_week},
    {"getDayOfWeek", 'm', "ts", 'i', day_of_week},
    {"getDayOfYear", 'm', "t", 'i', day_of_year},
    {"getDayOfYear", 'm', "ts", 'i', day_of_year},
    {"getFullYear", 'm', "t", 'i', full_year},
    {"getFullYear", 'm', "ts", 'i', full_year},
    {"getHours", 'm', "t", 'i', hours},
    {"getHours", 'm', "ts", 'i', hours},
    {"getHours", 'm', "r", 'i', hours},
    {"getMilliseconds", 'm', "t", 'i', milliseconds},
    {"getMilliseconds", 'm', "ts", 'i', milliseconds},
    {"getMilliseconds", 'm', "r", 'i', milliseconds},
    {"getMinutes", 'm', "t", 'i', minutes},
    {"getMinutes", 'm', "ts", 'i', minutes},
    {"getMinutes", 'm', "r", 'i', minutes},
    {"getMonth", 'm', "t", 'i', month},
    {"getMonth", 'm', "ts", 'i', month},
    {"getSeconds", 'm', "t", 'i', seconds},
    {"getSeconds", 'm', "ts", 'i', seconds},
    {"getSeconds", 'm', "r", 'i', seconds},
    {"indexOf", 'm', "ss", 'i', index_of},
    {"indexOf", 'm', "ssi", 'i', index_of},
    {"int", 'f', "i", 'i', as_is},
    {"int", 'f', "u", 'i', to_int},
    {"int", 'f', "d", 'i', to_int},
    {"int", 'f', "s", 'i', to_int},
    {"int", 'f', "t", 'i', to_int},
    {"join", 'm', "S", 's', join},
    {"join", 'm', "Ss", 's', join},
    {"lastIndexOf", 'm', "ss", 'i', last_index_of},
    {"lastIndexOf", 'm', "ssi", 'i', last_index_of},
    {"lowerAscii", 'm', "s", 's', lower_ascii},
    {"matches", 'e', "ss", 'b', matches},
    {"math.abs", 'f', "n", '=', abs},
    {"math.bitAnd", 'f', "ii", 'i', bit_and},
    {"math.bitAnd", 'f', "uu", 'u', bit_and},
    {"math.bitNot", 'f', "i", 'i', bit_not},
    {"math.bitNot", 'f', "u", 'u', bit_not},
    {"math.bitOr", 'f', "ii", 'i', bit_or},
    {"math.bitOr", 'f', "uu", 'u', bit_or},
    {"math.bitShiftLeft", 'f', "ii", 'i', bit_shift_left},
    {"math.bitShiftLeft", 'f', "ui", 'u', bit_shift_left},
    {"math.bitShiftRight", 'f', "ii", 'i', bit_shift_right},
    {"math.bitShiftRight", 'f', "ui", 'u', bit_shift_right},
    {"math.bitXor", 'f', "ii", 'i', bit_xor},
    {"math.bitXor", 'f', "uu", 'u', bit_xor},
    {"math.ceil", 'f', "d", 'd', ceil},
    {"math.floor", 'f', "d", 'd', floor},
    {"math.greatest", 'f', "*", 'n', greatest},
    {"math.isFinite", 'f', "d", 'b', is_finite},
    {"math.isInf", 'f', "d", 'b', is_inf},
    {"math.isNaN", 'f', "d", 'b', is_nan},
    {"math.least", 'f', "*", 'n', least},
    {"math.round", 'f', "d", 'd', round},
    {"math.sign", 'f', "n", '=', sign},
    {"math.sqrt", 'f', "n", 'd', square_root},
    {"math.trunc", 'f', "d", 'd', trunc},
    {"replace", 'm', "sss", 's', replace},
    {"replace", 'm', "sssi", 's', replace},
    {"reverse", 'm', "s", 's', reverse},
    {"size", 'e', "s", 'i', size},
    {"size", 'e', "y", 'i', size},
    {"size", 'e', "l", 'i', size},
    {"size", 'e', "m", 'i', size},
    {"split", 'm', "ss", 'L', split},
    {"split", 'm', "ssi", 'L', split},
    {"startsWith", 'm', "ss", 'b', starts_with},
    {"string", 'f', "s", 's', as_is},
    {"string", 'f', "b", 's', to_text},
    {"string", 'f', "i", 's', to_text},
    {"string", 'f', "u", 's', to_text},
    {"string", 'f', "d", 's', to_text},
    {"string", 'f', "y", 's', to_text},
    {"string", 'f', "t", 's', to_text},
    {"string", 'f', "r", 's', to_text},
    {"strings.quote", 'f', "s", 's', quote},
    {"substring", 'm', "si", 's', substring},
    {"substring", 'm', "sii", 's', substring},
    {"timestamp", 'f', "t", 't', as_is},
    {"timestamp", 'f', "s", 't', to_timestamp},
    {"timestamp", 'f', "i", 't', to_timestamp},
    {"trim", 'm', "s", 's', trim},
    {"type", 'f', "a", 'T', type_of},
    {"uint", 'f', "u", 'u', as_is},
    {"uint", 'f', "i", 'u', to_uint},
    {"uint", 'f', "d", 'u', to_uint},
    {"uint", 'f', "s", 'u', to_uint},
    {"upperAscii", 'm', "s", 's', upper_ascii},
};

constexpr bool sorted() {
  for (std::size_t i = 1; i < std::size(table); ++i)
    if (table[i].name < table[i - 1].name) return false;
  return true;
}
static_assert(sorted());

struct ByName {
  bool operator()(const Overload& a, std::string_view b) const { return a.name < b; }
  bool operator()(std::string_view a, const Overload& b) const { return a < b.name; }
};

} // namespace

std::span<const Overload> find_functions(std::string_view name) {
  const auto [from, to] = std::equal_range(std::begin(table), std::end(table), name, ByName{});
  return {from, to};
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Overload& o : table)
    if (names.empty() || names.back() != o.name) names.emplace_back(o.name);
  return names;
}

bool fits(char letter, Kind kind) {
  switch (letter) {
  case 'a':
    return true;
  case 'b':
    return kind == Kind::boolean;
  case 'i':
    return kind == Kind::integer;
  case 'u':
    return kind == Kind::natural;
  case 'd':
    return kind == Kind::real;
  case 'n':
    return kind == Kind::integer || kind == Kind::natural || kind == Kind::real;
  case 's':
    return kind == Kind::text;
  case 'y':
    return kind == Kind::bytes;
  case 'l':
  case 'S':
    return kind == Kind::list;
  case 'm':
    return kind == Kind::map;
  case 't':
    return kind == Kind::timestamp;
  case 'r':
    return kind == Kind::duration;
  case 'T':
    return kind == Kind::type;
  default:
    return false;
  }
}

} // namespace northline::cel
