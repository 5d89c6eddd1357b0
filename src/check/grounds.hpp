#pragma once
// Assessments as checks of the landscape see them: what nobody dated is given the benefit of the doubt.
#include "check/reading.hpp"

namespace northline {

/// Whether the assessment was made by that day; a later date is a plan. Without dates it counts as made.
inline bool made_by(const View& v, ElementOf<Kind::assessment> assessment, Date as_of) {
  const Date day = v.get(field::assessment::date, assessment);
  return !(day.known() && as_of.known() && as_of < day);
}

} // namespace northline
