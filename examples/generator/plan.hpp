// What the strategy is made of before a byte of it is written: who belongs to whom, when, and how much
// every resource and channel has to bear. The document is written from it in one pass.
#pragma once

#include "random.hpp"
#include "text.hpp"
#include "writer.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace northline::generator {

inline constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
inline constexpr Day as_of = day_of(2026, 11, 21);

enum class Organisation : std::uint8_t { scaled, small, large };

struct Settings {
  std::uint64_t elements = 0;
  std::uint64_t seed = 1;
  Organisation organisation = Organisation::scaled;
  bool defects = false;
  bool broken = false;
  bool compact = false;
};

enum class Cadence : std::uint8_t { daily, weekly, fortnightly, monthly, quarterly };

enum class ResourceType : std::uint8_t { person, team, agency, budget, tool, content };

// Draws for different purposes must not share numbers, or a new attribute would change all others.
enum Purpose : std::uint64_t {
  for_plan = 1,
  for_writing = 2,
  for_edges = 3,
  for_common = 4,
  for_defects = 1000
};

struct Goal {
  std::uint32_t parent = nobody;
  std::uint32_t first_child = nobody;
  std::uint32_t children = 0;
  std::uint32_t rank = 0; // among the children of the parent
  std::uint32_t audience = nobody;
  std::uint32_t second_audience = nobody;
  Day due = 0;
  std::int16_t lag = 0;
  std::uint8_t layer = 0;
  std::uint8_t extra_work = 0; // contributions beside that of its own program
  bool refined = false;        // its children are parts of it; otherwise they support it
};

struct Program {
  std::uint32_t goal = nobody;
  std::uint32_t second_goal = nobody;
  std::uint32_t after = nobody; // the program it waits for
  std::uint32_t last_activity = nobody;
  std::uint32_t budget = nobody;
  std::int64_t money = 0;
  std::int64_t activity_cost = 0;
  Day start = 0;
  Day end = 0;
  std::array<std::uint32_t, 3> channels = {nobody, nobody, nobody};
  std::uint32_t team = nobody;
  std::int32_t team_quarters = 0; // quarter hours a week of the team itself
};

struct Activity {
  std::uint32_t program = nobody;
  std::uint32_t after = nobody;
  std::uint32_t resource = nobody;
  std::uint32_t blocks = nobody; // closes a circle of waiting; only among defects
  Day start = 0;
  Day end = 0;
  std::int16_t quarters_each = 0; // quarter hours each time
  std::int16_t cost_each = 0;
  Cadence cadence = Cadence::weekly;
  bool hours_stated = true;
  bool range = false;
};

struct Channel {
  bool live = true;
  std::uint64_t posts_per_week = 0;
};

class Plan {
public:
  explicit Plan(const Settings& settings);

  std::uint32_t count(Kind kind) const { return counts[static_cast<std::size_t>(kind)]; }
  // Whether the element has the defect that the code names.
  bool has(int code, Kind kind, std::uint32_t index, unsigned per_thousand) const {
    return settings.defects && Random(settings.seed, static_cast<std::uint64_t>(kind), index,
                                      for_defects + static_cast<unsigned>(code))
                                   .chance(per_thousand);
  }
  std::uint32_t owner(Random& random) const;
  std::uint32_t executive(Random& random) const;
  std::uint32_t employee(Random& random) const;
  bool present(std::uint32_t audience, std::uint32_t channel) const;
  bool without_resources(std::uint32_t program) const { return has(510, Kind::program, program, 60); }

  Settings settings;
  std::array<std::uint32_t, kind_count> counts{};

  std::uint64_t employees = 0, managers = 0, executives = 0, customers = 0;
  // Stakeholders stand in this order: executives, managers, employees, the market, partners.
  std::uint32_t executive_count = 0, manager_count = 0, employee_count = 0, market_count = 0;

  std::vector<Goal> goals;
  std::uint32_t corporate_goals = 0;
  std::vector<Program> programs;
  std::vector<Activity> activities;
  std::vector<Channel> channels;
  std::vector<std::uint32_t> live_channels, dead_channels, resting_channels; // resting: dead, not excluded
  std::vector<std::array<std::uint32_t, 4>> audience_channels;
  std::vector<std::vector<std::uint32_t>> reached; // by channel: audiences whose reach was measured
  std::vector<std::uint64_t> audience_sizes;
  std::vector<std::uint32_t> audience_parents;
  std::vector<ResourceType> resource_types;
  std::vector<std::uint32_t> workers, people, teams, budgets, tools, contents; // resources by what they give
  std::vector<std::int64_t> peak_quarters; // by resource: quarter hours of its busiest week
  std::vector<std::int64_t> money_planned; // by resource
  std::vector<std::uint32_t> market;       // market representatives

private:
  void count_kinds();
  void place_people();
  void place_resources();
  void place_channels_and_audiences();
  void place_goals();
  void place_programs();
  void place_activities();
  void add_load(std::uint32_t resource, std::int32_t quarters, Day start, Day end);
  void find_peaks();
  Random random(Kind kind, std::uint32_t index, std::uint64_t purpose = for_plan) const {
    return Random(settings.seed, static_cast<std::uint64_t>(kind), index, purpose);
  }

  std::vector<std::int32_t> load_; // by resource and week: change of the load in quarter hours
  Zipf worker_ranks_{0}, owner_ranks_{0}, employee_ranks_{0};
};

} // namespace northline::generator
