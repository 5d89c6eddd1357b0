#pragma once
// The arithmetic of metrics, in one place: what a target asks, whether a value meets it, how far the way has
// been gone and how far it should have been gone by now. Unknown stays unknown (NaN); nothing is clamped.
#include "model/view.hpp"

#include <optional>
#include <span>
#include <vector>

namespace northline {

/// One entry of a metric's targets.
struct Aim {
  double value = unknown_number, min = unknown_number, max = unknown_number;
  double stretch = unknown_number, threshold = unknown_number, worst = unknown_number;
  Date due;
  std::vector<std::pair<double, double>> curve; ///< share of time, share of way; in the order of time
  bool valued() const { return known(value) || known(min) || known(max); }
};
std::vector<Aim> aims(Raw targets);

/// A value of a metric on a day or over a period; both ends are the day itself when it is a day.
struct Reading {
  Date first, last;
  double value = unknown_number;
  bool usable() const { return known(value) && last.known(); }
};
Reading start_of(Raw baseline);
std::vector<Reading> readings(Raw observations);

/// The first target that can still be met on the day: valued, due on or after it; null if there is none.
const Aim* next_aim(std::span<const Aim>, Date day);

/// The numbers of one metric.
struct Figures {
  Figures(const View&, ElementOf<Kind::metric>);
  Reading start;
  std::vector<Aim> aims;     ///< in the order of the document
  std::vector<Reading> seen; ///< in the order of time
  /// The last value seen up to the day (of all when the day is unknown), or null. Of several on one day the
  /// one of the shortest period counts, then the greatest: never the order in which they are written.
  const Reading* latest(Date day) const;
};

/// What a target asks of a metric.
enum class Course : std::uint8_t { unknown, rise, fall, stay_above, stay_below, stay_between, milestone };
/// From the direction; where nobody wrote one, from where the target lies.
Course course_of(choice::metric_direction, const Aim&, double baseline);
inline bool moves(Course c) { return c == Course::rise || c == Course::fall; }
/// Whether the value does what the target asks; nothing when it cannot be said.
std::optional<bool> met(Course, const Aim&, double value);
/// The share of the way from the baseline to the target that has been gone: below 0 is a step back, above 1
/// is past the target. NaN without a way, that is where the two are equal or one is unknown.
double progress(double baseline, double target, double value);
/// The share of the way that should have been gone on the day: by the target's curve, else as much as time
/// has passed. NaN where there is no time between the start and the day it is due.
double expected_progress(const Aim&, Date start, Date day);

/// How a metric that is to move stands against time.
struct Pace {
  double progress = unknown_number; ///< share of the way gone
  double expected = unknown_number; ///< share that should have been gone by the day of the value
  double elapsed = unknown_number;  ///< share of the time that had passed
  /// 1: exactly as expected. NaN when nothing was expected yet.
  double ratio() const { return expected > 0 ? progress / expected : unknown_number; }
  bool known() const { return northline::known(ratio()); }
};
/// Measured on the day of the value, not today: an old value says nothing about now.
Pace pace(Course, const Reading& baseline, const Aim&, const Reading& value);

/// Length of a cadence in days, on average; NaN if it is absent or cannot be read.
double days_between(Raw cadence);
/// Length of a period in days, on average; NaN for a cumulative or absent one.
double days_of(choice::per);

} // namespace northline
