#pragma once
// What the checks of metrics read in the same way.
#include "check/reading.hpp"

namespace northline {

/// Whether values of the metric still count: in force, not withdrawn, not replaced by another that is.
/// Reads status, life, >replaced_by.status.
bool live(const View&, Element metric);
/// What the metric is to show the success of: the open goal, program, channel or benefit with the smallest id
/// that is measured by it, or no_element. Findings and capabilities are watched. Reads <measured_by.status.
Element judged(const View&, Element metric);
/// The same, among those that have begun by the day: before the start nobody has to count yet. What has no
/// first day, such as a channel, counts unless the metric waits for something that has one.
/// Reads <measured_by.status, <measured_by.start.
Element judged_now(const View&, Element metric, Date day);
/// The first day of a goal or program; unknown of all else.
Date start_day(const View&, Element);

inline bool shows_result(choice::metric_type t) {
  return t == choice::metric_type::outcome || t == choice::metric_type::impact;
}
/// Input, activity or output: what moves before the result does.
inline bool leads(choice::metric_type t) {
  return t == choice::metric_type::input || t == choice::metric_type::activity ||
         t == choice::metric_type::output;
}

/// Whether the text is one of the list.
bool among(std::string_view text, std::span<const std::string_view> list);
inline bool among(std::string_view text, std::initializer_list<std::string_view> list) {
  return among(text, std::span<const std::string_view>(list.begin(), list.size()));
}
/// Text in lower case, as far as it is ASCII.
std::string lowered(std::string text);
/// " EUR", "%" or nothing: what stands behind a number of the metric.
std::string unit_of(const View&, Element metric);
/// "12.5 EUR".
std::string value_text(const View&, Element metric, double value);
/// "on 2026-10-31", "from 2026-10-01 to 2026-10-31".
std::string when_text(const Reading&);

/// The days between two looks at the metric: its own cadence, else the shortest of its reviewers'; NaN if
/// none is written. Reads cadence, >reviewed_by.status, >reviewed_by.cadence.
double review_days(const View&, ElementOf<Kind::metric>);

/// How a metric stands towards the target that is next on the day of its last value.
struct Standing {
  Course course = Course::unknown;
  Aim aim;
  Reading start, value;
  Pace pace;
  std::optional<bool> met; ///< whether the last value meets the target
  bool known() const { return value.usable(); }
};
/// Reads direction, baseline, targets, observations. Without a date on the baseline time starts at
/// `otherwise`. `known()` is false unless there is a value on or before the day and a target that was due on
/// or after it.
Standing standing(RuleRun&, ElementOf<Kind::metric>, Date day, Date otherwise);

} // namespace northline
