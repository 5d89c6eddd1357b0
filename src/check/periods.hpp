#pragma once
// First and last days of programs and activities, as several checks read them.
#include "check/rule.hpp"

#include <algorithm>
#include <cmath>

namespace northline {

inline Date first_day(const View& v, Element work) {
  return v.is(work, Kind::program) ? v.get(field::program::start, v.as<Kind::program>(work))
                                   : v.get(field::activity::start, v.as<Kind::activity>(work));
}
/// The last day: for programs the duration wins over the end, and what is continuous has none. Both ends
/// count as days, so what takes one day ends on the day it starts.
inline Date last_day(const View& v, Element work) {
  if (v.is(work, Kind::activity)) return v.get(field::activity::end, v.as<Kind::activity>(work));
  const ElementOf<Kind::program> p{work};
  if (v.get(field::program::continuous, p) == Maybe::yes) return {};
  const Quantity duration = v.get(field::program::duration, p);
  if (!duration.known()) return v.get(field::program::end, p);
  const Date start = v.get(field::program::start, p);
  if (!start.known()) return {};
  return start + static_cast<std::int32_t>(std::min(std::max(std::ceil(duration.point()), 1.0), 1e6)) + -1;
}

} // namespace northline
