#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "report/comparison.hpp"

namespace northline::capi {

/// What northline_diff and northline_json_diff say.
std::string compared(const View& a, const View& b, const MaybeText& scenario, const MaybeText& other_scenario,
                     const MaybeText& parts, std::string_view format, const Settings& settings);

} // namespace northline::capi
