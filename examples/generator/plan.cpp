#include "plan.hpp"

#include <algorithm>

namespace northline::generator {
namespace {

constexpr Day first_week = day_of(2026, 5, 25); // a Monday
constexpr std::size_t week_count = 160;

std::size_t week_of(Day day) {
  const Day weeks = (std::max(day, first_week) - first_week) / 7;
  return std::min(static_cast<std::size_t>(weeks), week_count - 2);
}

struct Proportion {
  Kind kind;
  unsigned per_thousand;
};

// In the order in which a small strategy gets its first element of each; activities take what is left.
constexpr std::array<Proportion, 18> proportions = {{{Kind::vision, 0},
                                                     {Kind::goal, 85},
                                                     {Kind::program, 85},
                                                     {Kind::audience, 35},
                                                     {Kind::channel, 12},
                                                     {Kind::metric, 120},
                                                     {Kind::stakeholder, 70},
                                                     {Kind::resource, 60},
                                                     {Kind::assessment, 8},
                                                     {Kind::insight, 55},
                                                     {Kind::policy, 0},
                                                     {Kind::benefit, 25},
                                                     {Kind::capability, 10},
                                                     {Kind::mission, 0},
                                                     {Kind::risk, 15},
                                                     {Kind::value, 0},
                                                     {Kind::exclusion, 4},
                                                     {Kind::benchmark, 5}}};

constexpr std::size_t layer_count = 7;
constexpr std::array<std::uint64_t, layer_count> layer_shares = {5, 20, 75, 200, 300, 250, 150};

} // namespace

Plan::Plan(const Settings& given) : settings(given) {
  count_kinds();
  place_people();
  place_resources();
  place_channels_and_audiences();
  place_goals();
  place_programs();
  place_activities();
  find_peaks();
}

void Plan::count_kinds() {
  const std::uint64_t all = settings.elements;
  const bool large = settings.organisation == Organisation::large;
  const bool small = settings.organisation == Organisation::small;
  const auto wanted = [&](Kind kind, unsigned per_thousand) -> std::uint64_t {
    const std::uint64_t share = all * per_thousand / 1000;
    switch (kind) {
    case Kind::vision:
      return all >= 100'000 ? 3 : all >= 10'000 ? 2 : 1;
    case Kind::mission:
      return all >= 10'000 ? 2 : 1;
    case Kind::value:
      return std::min<std::uint64_t>(all / 50, 8);
    case Kind::policy:
      return std::clamp<std::uint64_t>(all / 20, 1, 10) + std::min<std::uint64_t>(all / 2000, 50);
    case Kind::channel:
      return std::min<std::uint64_t>(std::max(share, all >= 100 ? std::uint64_t{6} : 0), 400);
    case Kind::assessment:
      return std::max(share, all >= 100 ? std::uint64_t{6} : 0);
    case Kind::capability:
      return std::min<std::uint64_t>(std::max(share, all >= 100 ? std::uint64_t{4} : 0), 200);
    case Kind::benchmark:
      return std::min<std::uint64_t>(share, 300);
    case Kind::benefit:
      return std::max(share, all >= 100 ? std::uint64_t{4} : 0);
    case Kind::resource:
      return std::max(share, all >= 100 ? std::uint64_t{8} : 0);
    case Kind::stakeholder:
      if (small) return std::min<std::uint64_t>(std::max(share, all >= 100 ? std::uint64_t{6} : 0), 26);
      // Everybody of the large organisation is in it once the strategy has room for them.
      if (large && all >= 8'000) return 2'060;
      return std::max(share, all >= 100 ? std::uint64_t{6} : 0);
    default:
      return share;
    }
  };
  std::uint64_t left = all;
  std::uint64_t activities_first = all >= 4 ? 1 : 0;
  left -= activities_first;
  for (const Proportion& row : proportions) {
    const std::uint64_t first = left > 0 ? 1 : 0;
    counts[static_cast<std::size_t>(row.kind)] = static_cast<std::uint32_t>(first);
    left -= first;
  }
  for (const Proportion& row : proportions) {
    std::uint32_t& have = counts[static_cast<std::size_t>(row.kind)];
    const std::uint64_t want = wanted(row.kind, row.per_thousand);
    if (have == 0 || want <= have) continue;
    const std::uint64_t more = std::min<std::uint64_t>(want - have, left);
    have += static_cast<std::uint32_t>(more);
    left -= more;
  }
  counts[static_cast<std::size_t>(Kind::activity)] = static_cast<std::uint32_t>(activities_first + left);
}

void Plan::place_people() {
  const std::uint32_t all = count(Kind::stakeholder);
  if (settings.organisation == Organisation::large && all >= 2'060) {
    executive_count = 20;
    manager_count = 200;
    employee_count = 1'780;
    market_count = 30;
  } else {
    executive_count = std::min<std::uint32_t>(all, std::max<std::uint32_t>(1, all / 100));
    manager_count = std::min(all - executive_count, std::max<std::uint32_t>(1, all / 10));
    market_count = std::min(all - executive_count - manager_count, std::max<std::uint32_t>(1, all / 30));
    const std::uint32_t rest = all - executive_count - manager_count - market_count;
    employee_count = rest - std::min(rest, rest / 20);
  }
  switch (settings.organisation) {
  case Organisation::large:
    employees = 2'000, managers = 200, executives = 20, customers = 800'000;
    break;
  case Organisation::small:
    employees = 20, managers = 3, executives = 1, customers = 2'000;
    break;
  case Organisation::scaled:
    executives = executive_count;
    managers = manager_count;
    employees = std::max<std::uint64_t>(5, std::uint64_t{executive_count} + manager_count + employee_count);
    customers = std::max<std::uint64_t>(1'000, employees * 400);
    break;
  }
  for (std::uint32_t i = 0; i < market_count; ++i)
    market.push_back(executive_count + manager_count + employee_count + i);
  owner_ranks_ = Zipf(manager_count);
  employee_ranks_ = Zipf(employee_count);
}

std::uint32_t Plan::owner(Random& random) const {
  if (manager_count == 0) return executive(random);
  return executive_count + static_cast<std::uint32_t>(owner_ranks_.draw(random));
}

std::uint32_t Plan::executive(Random& random) const {
  return executive_count == 0 ? nobody : static_cast<std::uint32_t>(random.below(executive_count));
}

std::uint32_t Plan::employee(Random& random) const {
  if (employee_count == 0) return owner(random);
  return executive_count + manager_count + static_cast<std::uint32_t>(employee_ranks_.draw(random));
}

void Plan::place_resources() {
  constexpr std::array<ResourceType, 4> first = {ResourceType::team, ResourceType::budget, ResourceType::tool,
                                                 ResourceType::content};
  const std::uint32_t all = count(Kind::resource);
  std::vector<std::uint32_t> agencies;
  for (std::uint32_t i = 0; i < all; ++i) {
    ResourceType type = ResourceType::person;
    const std::uint32_t at = i % 20;
    if (i < first.size())
      type = first[i];
    else if (at < 4)
      type = ResourceType::team;
    else if (at == 4)
      type = ResourceType::agency;
    else if (at < 7)
      type = ResourceType::budget;
    else if (at < 9)
      type = ResourceType::tool;
    else if (at == 9)
      type = ResourceType::content;
    resource_types.push_back(type);
    switch (type) {
    case ResourceType::person:
      people.push_back(i);
      break;
    case ResourceType::team:
      teams.push_back(i);
      break;
    case ResourceType::agency:
      agencies.push_back(i);
      break;
    case ResourceType::budget:
      budgets.push_back(i);
      break;
    case ResourceType::tool:
      tools.push_back(i);
      break;
    case ResourceType::content:
      contents.push_back(i);
      break;
    }
  }
  // The head of the distribution are teams: nobody works a thousand hours a week alone.
  workers = teams;
  workers.insert(workers.end(), agencies.begin(), agencies.end());
  workers.insert(workers.end(), people.begin(), people.end());
  worker_ranks_ = Zipf(workers.size());
  money_planned.assign(all, 0);
  load_.assign(all * week_count, 0);
}

void Plan::add_load(std::uint32_t resource, std::int32_t quarters, Day start, Day end) {
  load_[resource * week_count + week_of(start)] += quarters;
  load_[resource * week_count + week_of(end) + 1] -= quarters;
}

void Plan::find_peaks() {
  peak_quarters.assign(resource_types.size(), 0);
  for (std::size_t resource = 0; resource < resource_types.size(); ++resource) {
    std::int64_t load = 0;
    for (std::size_t week = 0; week < week_count; ++week) {
      load += load_[resource * week_count + week];
      peak_quarters[resource] = std::max(peak_quarters[resource], load);
    }
  }
  load_ = {};
}

void Plan::place_channels_and_audiences() {
  const std::uint32_t channel_total = count(Kind::channel);
  channels.resize(channel_total);
  for (std::uint32_t i = 0; i < channel_total; ++i) {
    channels[i].live = i < 5 || i % 16 != 5;
    (channels[i].live ? live_channels : dead_channels).push_back(i);
    if (!channels[i].live && i / 16 % 3 != 1) resting_channels.push_back(i);
  }
  const Zipf channel_ranks(live_channels.size());
  const std::uint32_t audience_total = count(Kind::audience);
  audience_channels.resize(audience_total);
  audience_parents.assign(audience_total, nobody);
  audience_sizes.assign(audience_total, 0);
  reached.resize(channel_total);
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < audience_total; ++i) {
    Random draw = random(Kind::audience, i);
    if (i >= 4 && draw.chance(700))
      audience_parents[i] = i / 4;
    else
      roots.push_back(i);
    auto& places = audience_channels[i];
    places.fill(nobody);
    if (live_channels.empty()) continue;
    // Everybody can be met at one place, so that work for two audiences has somewhere to happen.
    places[0] = live_channels[0];
    for (std::size_t slot = 1; slot < places.size(); ++slot) {
      // Every channel has somebody on it before the popular ones get more.
      const std::uint32_t rank =
          slot == 1 && i < live_channels.size() ? i : static_cast<std::uint32_t>(channel_ranks.draw(draw));
      const std::uint32_t channel = live_channels[rank];
      if (std::find(places.begin(), places.end(), channel) == places.end()) places[slot] = channel;
    }
    for (std::size_t slot = 0; slot < places.size(); ++slot)
      if (places[slot] != nobody && (slot == 0 || draw.chance(600))) reached[places[slot]].push_back(i);
  }
  for (std::uint32_t i = 0; i < channel_total; ++i)
    if (reached[i].empty() && audience_total > 0) reached[i].push_back(i % audience_total);
  const Zipf root_ranks(roots.size());
  for (std::size_t rank = 0; rank < roots.size(); ++rank)
    audience_sizes[roots[rank]] = std::max<std::uint64_t>(1, root_ranks.share(rank, customers));
  for (std::uint32_t i = 0; i < audience_total; ++i)
    if (audience_parents[i] != nobody) audience_sizes[i] = audience_sizes[audience_parents[i]] / 5;
}

bool Plan::present(std::uint32_t audience, std::uint32_t channel) const {
  const auto& places = audience_channels[audience];
  return std::find(places.begin(), places.end(), channel) != places.end();
}

void Plan::place_goals() {
  const std::uint32_t all = count(Kind::goal);
  goals.resize(all);
  std::array<std::uint32_t, layer_count> sizes{};
  std::uint32_t left = all;
  for (std::size_t layer = 0; layer < layer_count && left > 0; ++layer, --left) sizes[layer] = 1;
  const std::uint32_t spare = left;
  for (std::size_t layer = 0; layer < layer_count; ++layer) {
    const auto more = static_cast<std::uint32_t>(std::uint64_t{spare} * layer_shares[layer] / 1000);
    sizes[layer] += more;
    left -= more;
  }
  if (sizes[4] > 0) sizes[4] += left;
  corporate_goals = sizes[0];

  const std::uint32_t audience_total = count(Kind::audience);
  const Zipf audience_ranks(audience_total);
  std::uint32_t start = 0;
  std::uint32_t above = 0;
  for (std::size_t layer = 0; layer < layer_count; ++layer) {
    const std::uint32_t parents = layer == 0 ? 0 : sizes[layer - 1];
    const Zipf parent_ranks(parents);
    for (std::uint32_t k = 0; k < sizes[layer]; ++k) {
      Goal& goal = goals[start + k];
      Random draw = random(Kind::goal, start + k);
      goal.layer = static_cast<std::uint8_t>(layer);
      goal.refined = draw.chance(600);
      goal.lag = static_cast<std::int16_t>(draw.chance(300) ? draw.between(1, 6) * 7 : 0);
      if (layer == 0) {
        goal.due = day_of(2028, 12, 31) - draw.between(0, 30);
      } else {
        const std::uint64_t pick = draw.chance(400) ? parent_ranks.draw(draw) : draw.below(parents);
        goal.parent = above + (k < parents ? k : static_cast<std::uint32_t>(pick));
        Goal& parent = goals[goal.parent];
        goal.rank = parent.children++;
        if (goal.rank == 0) parent.first_child = start + k;
        goal.due = parent.due - draw.between(0, 70);
      }
      if (audience_total == 0) continue;
      goal.audience =
          start + k < audience_total ? start + k : static_cast<std::uint32_t>(audience_ranks.draw(draw));
      if (draw.chance(150)) {
        const auto second = static_cast<std::uint32_t>(audience_ranks.draw(draw));
        if (second != goal.audience) goal.second_audience = second;
      }
    }
    above = start;
    start += sizes[layer];
  }
}

void Plan::place_programs() {
  const std::uint32_t all = count(Kind::program);
  const std::uint32_t goal_total = count(Kind::goal);
  programs.resize(all);
  const Zipf goal_ranks(goal_total);
  const Zipf budget_ranks(budgets.size());
  for (std::uint32_t i = 0; i < all; ++i) {
    Program& program = programs[i];
    Random draw = random(Kind::program, i);
    Day latest = day_of(2027, 8, 31);
    if (goal_total > 0) {
      program.goal = i < goal_total ? i : static_cast<std::uint32_t>(draw.below(goal_total));
      const Goal& goal = goals[program.goal];
      latest = goal.due - goal.lag;
      if (draw.chance(200)) {
        const auto second = static_cast<std::uint32_t>(goal_ranks.draw(draw));
        Goal& other = goals[second];
        // Contributions to one goal stay below 100 together.
        if (second != program.goal && other.extra_work < 3) {
          ++other.extra_work;
          program.second_goal = second;
          latest = std::min(latest, other.due - other.lag);
        }
      }
      const std::uint32_t audience = goal.audience;
      if (audience != nobody) {
        std::size_t taken = 0;
        for (const std::uint32_t channel : audience_channels[audience]) {
          if (channel == nobody || taken == 3) continue;
          if (goal.second_audience != nobody && !present(goal.second_audience, channel)) continue;
          if (taken > 0 && !draw.chance(300)) continue;
          // The common place is not in every plan; somebody else's is.
          if (goal.second_audience == nobody && channel == live_channels[0] && draw.chance(600) &&
              audience_channels[audience][1] != nobody)
            continue;
          program.channels[taken++] = channel;
        }
        if (taken == 0) program.channels[0] = audience_channels[audience][0];
      }
    }
    program.start = day_of(2026, 6, 8) + draw.between(0, 180);
    // Every tenth waits for its neighbour, where there is time for both.
    if (i % 10 == 9 && programs[i - 1].after == nobody && programs[i - 1].end + 130 < latest) {
      program.after = i - 1;
      program.start = programs[i - 1].end + 1 + draw.between(0, 20);
    }
    program.end = std::max(program.start + 60, latest - draw.between(0, 60));
    if (program.after == nobody && draw.chance(400))
      program.end =
          std::max({program.start + 60, as_of + 30, program.start + (program.end - program.start) * 5 / 6});
    if (!budgets.empty() && draw.chance(700)) {
      program.budget = budgets[budget_ranks.draw(draw)];
      program.money = std::int64_t{draw.between(5, 60)} * 100 * (std::int64_t{1} << draw.below(5));
      money_planned[program.budget] += program.money;
    }
    // What has no money has somebody's hours.
    if (!workers.empty() && (draw.chance(300) || count(Kind::activity) <= i || program.budget == nobody)) {
      program.team = workers[worker_ranks_.draw(draw)];
      program.team_quarters = draw.between(2, 24);
      if (!without_resources(i)) add_load(program.team, program.team_quarters, program.start, program.end);
    }
  }
}

void Plan::place_activities() {
  const std::uint32_t all = count(Kind::activity);
  const std::uint32_t program_total = count(Kind::program);
  activities.resize(all);
  const Zipf program_ranks(program_total);
  for (std::uint32_t i = 0; i < all; ++i) {
    Activity& activity = activities[i];
    Random draw = random(Kind::activity, i);
    const std::uint64_t pick = draw.chance(150) ? program_ranks.draw(draw) : draw.below(program_total);
    if (program_total == 0) continue;
    activity.program = i < program_total ? i : static_cast<std::uint32_t>(pick);
    Program& program = programs[activity.program];
    const Day length = program.end - program.start;
    activity.start = program.start + draw.between(0, length / 3);
    const std::uint32_t before = program.last_activity;
    if (before != nobody && draw.chance(250) && activities[before].end + 20 < program.end) {
      activity.after = before;
      activity.start = activities[before].end + 1;
      if (has(4, Kind::activity, i, 80)) activities[before].blocks = i;
    }
    activity.end = std::min(program.end, activity.start + 10 + draw.between(0, std::max(0, length / 2)));
    program.last_activity = i;
    const std::uint64_t rhythm = draw.below(100);
    activity.cadence = rhythm < 10   ? Cadence::daily
                       : rhythm < 50 ? Cadence::weekly
                       : rhythm < 65 ? Cadence::fortnightly
                       : rhythm < 95 ? Cadence::monthly
                                     : Cadence::quarterly;
    activity.quarters_each = static_cast<std::int16_t>(
        activity.cadence == Cadence::daily ? draw.between(1, 3) : draw.between(2, 24));
    activity.range = draw.chance(100);
    activity.hours_stated = draw.chance(850);
    if (draw.chance(300)) {
      activity.cost_each = static_cast<std::int16_t>(draw.between(1, 24) * 5);
      const int days[] = {1, 7, 14, 28, 84};
      const int times =
          (activity.end - activity.start) / days[static_cast<std::size_t>(activity.cadence)] + 2;
      program.activity_cost += std::int64_t{activity.cost_each} * 2 * times;
    }
    for (const std::uint32_t channel : program.channels)
      if (channel != nobody) channels[channel].posts_per_week += activity.cadence == Cadence::daily ? 7 : 1;
    if (workers.empty() || without_resources(activity.program) || draw.chance(150)) continue;
    activity.resource = workers[worker_ranks_.draw(draw)];
    // The upper end of a range, and for a daily rhythm all seven days: room for every way of counting.
    std::int32_t load = activity.quarters_each * (activity.cadence == Cadence::daily ? 7 : 1);
    if (activity.range) load = load * 13 / 10 + 1;
    add_load(activity.resource, load, activity.start, activity.end);
  }
}

} // namespace northline::generator
