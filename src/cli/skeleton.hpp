#pragma once
#include "base/date.hpp"

#include <string>
#include <string_view>

namespace northline::cli {

/// The beginning of a strategy that follows the practice, with the elements its first steps ask for.
/// Has no error; the findings on it are the steps that come next. Throws Error for an unknown practice.
std::string skeleton(std::string_view practice, std::string_view title, Date today);

} // namespace northline::cli
