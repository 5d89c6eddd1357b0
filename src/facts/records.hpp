#pragma once
#include "model/values.hpp"

#include <string_view>

namespace northline {

/// A number of a record, such as the organisation's employees; NaN when absent or no number.
double part(Raw record, std::string_view name);

} // namespace northline
