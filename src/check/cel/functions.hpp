#pragma once
// The functions that expressions may call.
#include "check/cel/value.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace northline::cel {

/// One form of a function. A letter stands for a type: b bool, i int, u uint, d double, s string, y bytes,
/// l list, S list(string), m map, t timestamp, r duration, T type, a any, n int, uint or double (one of them
/// each time). As a result: L list(string), a dyn, = what the first argument has.
struct Overload {
  using Function = Value (*)(std::span<const Value> arguments, Meter&);
  std::string_view name;
  char form;                  ///< f: name(x, y), m: x.name(y), e: either
  std::string_view arguments; ///< "*": any number of any
  char result;
  Function call;
};

/// All with this name, next to each other; none: an empty span.
std::span<const Overload> find_functions(std::string_view name);
/// Every name once, in alphabetical order.
std::vector<std::string> function_names();

/// Whether a value is of the type that a letter stands for.
bool fits(char letter, Kind kind);

// Their homes by subject.
namespace functions {
using Arguments = std::span<const Value>;
#define NORTHLINE_CEL_FUNCTION(name) Value name(Arguments arguments, Meter& meter);
#include "check/cel/functions.def"
#undef NORTHLINE_CEL_FUNCTION
} // namespace functions

/// Appends the value as string() would write it.
void append_duration(std::string& out, Time t);
void append_timestamp(std::string& out, Time t);
void append_double(std::string& out, double d);
/// An error that says what a time zone is, unless the text is one.
Value zone_problem(std::string_view zone);
/// Reads what RFC 3339 allows; false when the text is not a time or out of range.
bool parse_timestamp(std::string_view s, Time& out);
bool parse_duration(std::string_view s, Time& out);
Time add_times(Time a, Time b);
Time subtract_times(Time a, Time b);
bool in_timestamp_range(Time t);
bool in_duration_range(Time t);

} // namespace northline::cel
