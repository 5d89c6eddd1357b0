#pragma once
// Hours and money: who takes how much of what and when, and how far it goes round (rationing).
#include "facts/work_units.hpp"

namespace northline {

/// One `consumes` payload, or the piece of a channel's payload that falls to one user of the channel.
struct Demand {
  Element resource;
  Element consumer; ///< the program or activity; no_element: a channel that nothing uses
  double hours;     ///< a week; NaN unknown
  double money;     ///< in the document's currency; NaN unknown
  Date first, last; ///< the period; unknown when it cannot be said
  bool dated() const { return first.known() && last.known() && !(last < first); }
  double days() const { return static_cast<double>(last - first + 1); }
  double total_hours() const { return hours * days() / 7; }
};

/// Hours asked of a resource in every ISO week from `from` to `to` (Mondays, both included).
struct WeekLoad {
  Date from, to;
  double hours;
};

struct LoadParameters {
  double slack_worth = 0.5; ///< an hour of slack against a planned hour
};

class Load {
public:
  static constexpr std::string_view name = "fact load";
  static constexpr std::string_view reads[] = {
      "status",     ">consumes", ">consumes.*",  ">part_of", "start",     "end",   "duration", "cadence",
      "hours_each", "<uses",     "<uses.degree", "capacity", "committed", "slack", "type"};
  Load(const View& view, const Presence& present, const WorkUnits& work, LoadParameters parameters,
       Cancel cancel);

  std::span<const Demand> demands() const { return demands_.items; } ///< grouped by resource
  std::span<const Demand> of(Element resource) const { return demands_[resources_.of(resource)]; }
  const Rows& resources() const { return resources_; }

  /// max(0, capacity - committed); NaN without a capacity. Hours a week, or money for a budget.
  double base(Element resource) const { return base_[resources_.of(resource)]; }
  double slack(Element resource) const; ///< hours a week; 0 when absent
  /// Money asked of it that is known. Any type of resource.
  double money(Element resource) const;
  /// Person, team or agency.
  bool works(Element resource) const { return type_[resources_.of(resource)] == Type::hours; }
  bool is_budget(Element resource) const { return type_[resources_.of(resource)] == Type::budget; }

  /// Hours by week, known and dated demands only, in order of time, weeks without any left out. O(n log n) in
  /// the resource's demands.
  std::vector<WeekLoad> weeks(Element resource) const;
  /// True: in no week are more hours asked of it than this. False: perhaps. O(n) in the resource's demands.
  bool surely_within(Element resource, double hours) const;
  /// Share of the hours of `demands()[i]` that rationing grants; NaN if unknown (no capacity or type).
  /// Precondition: a resource that works or has no type, known hours, a period.
  double hours_share(std::uint32_t i) const {
    const std::uint32_t r = resources_.of(demands_.items[i].resource);
    if (!known(base_[r]) || type_[r] != Type::hours) return unknown_number;
    return short_from_[r] == no_row ? 1 : share_[short_from_[r] + (i - demands_.first[r])];
  }
  /// Share of the money asked of a budget that it has; NaN if unknown.
  double money_share(Element resource) const { return money_share_[resources_.of(resource)]; }
  /// Indices into demands() of those that belong to the unit itself or its activities.
  std::span<const std::uint32_t> of_unit(std::uint32_t unit) const { return of_unit_[unit]; }
  /// Unit of the demand's consumer, or no_row.
  enum class Type : std::uint8_t { none, hours, budget, other };
  Type type(Element resource) const { return type_[resources_.of(resource)]; }

private:
  void ration(std::uint32_t resource_row, double slack_worth);
  const View* view_;
  Rows resources_;
  Grouped<Demand> demands_;
  std::vector<std::uint32_t> short_from_; ///< by resource: its place in share_, or no_row: it has enough
  std::vector<double> share_;
  std::vector<double> base_, money_share_;
  std::vector<Type> type_;
  Grouped<std::uint32_t> of_unit_;
  mutable std::vector<double> changes_; ///< scratch space; facts belong to one thread
};

/// How often a week a cadence comes round, on average; NaN if it is absent or cannot be read.
double times_a_week(Raw cadence);

} // namespace northline
