#pragma once
#include <cstddef>
#include <fmt/format.h>
#include <string>

namespace northline {

/// Rounded to a whole number, as "1,234,567".
inline std::string with_commas(double x) {
  std::string s = fmt::format("{:.0f}", x == 0 ? 0 : x);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(s.size()) - 3; at > (x < 0 ? 1 : 0); at -= 3)
    s.insert(static_cast<std::size_t>(at), ",");
  return s == "-0" ? "0" : s;
}

} // namespace northline
