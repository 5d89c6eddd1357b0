#pragma once
// When work can start and how long it takes, over `depends_on`, without limits of resources.
#include "facts/work_units.hpp"

namespace northline {

/// Days since 1970-01-01, as an interval; infinite where nothing says.
struct Span {
  double low, high;
};

class Schedule {
public:
  static constexpr std::string_view name = "fact schedule";
  static constexpr std::string_view reads[] = {"status",   "start",       "end",
                                               "duration", ">depends_on", ">depends_on.lag"};
  Schedule(const View& view, const Presence& present, const WorkUnits& work, Cancel cancel);

  /// Earliest start of a present program or activity.
  Span start(std::uint32_t work_row) const { return start_[work_row]; }
  /// Duration, else end - start, else anything from 0 on.
  Span length(std::uint32_t work_row) const;
  /// Whether the work waits for itself.
  bool circular(std::uint32_t work_row) const { return circular_[work_row]; }

private:
  const View* view_;
  const WorkUnits* work_;
  std::vector<Span> start_;
  std::vector<bool> circular_;
};

} // namespace northline
