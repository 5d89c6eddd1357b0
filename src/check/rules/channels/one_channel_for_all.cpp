#include "check/reading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.8, "share of the people reached that one channel may carry"},
    {"employees", 25, "organisations of at most this many people are left alone"},
    {"programs", 3, "plans of fewer open programs are left alone"},
};
constexpr Variant variants[] = {
    {"goals", "The plan hangs on {channel}: all {goals} goals whose work uses a channel use this one alone."},
    {"people", "The plan hangs on {channel}: {share:percent} of the people reached are reached through it."},
};
constexpr std::string_view footprint[] = {"organisation",        "fact goal_graph",     "fact work_units",
                                          "all goal.status",     "all program.status",  "all program>uses",
                                          "all activity.status", "all activity>uses",   "all channel.status",
                                          "all channel.state",   "all channel>reaches", "all audience.status",
                                          "all audience.size"};

/// Which channels something works through: none, exactly one, or several.
struct Reliance {
  Element only = no_element;
  bool several = false;
  void add(Element channel) {
    if (only == no_element)
      only = channel;
    else if (only != channel)
      several = true;
  }
  void add(const Reliance& other) {
    if (other.only != no_element) add(other.only);
    several = several || other.several;
  }
};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const double employees =
      part(v.get(field::strategy::organisation, v.as<Kind::strategy>(strategy)), "employees");
  if (known(employees) && employees <= run.parameter(1)) return;
  const WorkUnits& work = run.facts.work();
  std::uint32_t programs = 0;
  // The channels of every unit, and to what degree any work uses each of them.
  std::vector<Reliance> units(work.size());
  const Rows channels(v, Kind::channel);
  constexpr double unused = -std::numeric_limits<double>::infinity();
  std::vector<double> degrees(channels.size(), unused);
  for (std::uint32_t row = 0; row < work.size(); ++row) {
    const std::uint32_t unit = work.unit(row);
    if (unit == no_row || !open(v, work.element(row))) continue;
    programs += work.is_program(row);
    for (const Edge& e : v.out(work.element(row), Relation::uses)) {
      if (!v.is(e.target, Kind::channel) || !usable(v, e.target)) continue;
      units[unit].add(e.target);
      double& degree = degrees[channels.of(e.target)];
      degree = std::max(degree, v.get(edge_field::uses::degree, e).point_or(1));
    }
  }
  if (programs < run.parameter(2)) return;

  const GoalGraph& graph = run.facts.goals();
  Reliance all;
  std::uint32_t goals = 0;
  std::vector<Element> hanging;
  v.each(Kind::goal, [&](Element goal) {
    if (!open(v, goal)) return;
    Reliance own;
    for (const Contribution& c : work.to_goal(graph.rows().of(goal))) own.add(units[c.other]);
    if (own.only == no_element) return;
    ++goals;
    all.add(own);
    hanging.push_back(goal);
  });
  if (goals < 2) return;
  if (!all.several) {
    auto report = run.report(strategy);
    report.element("channel", all.only).text("variant", "goals").number("goals", goals);
    relate(report, v, hanging);
    return;
  }

  double total = 0, most = 0;
  Element top = no_element;
  for (std::uint32_t row = 0; row < channels.size(); ++row) {
    if (degrees[row] == unused) continue;
    const Element channel = channels.at(row);
    double people = 0;
    for (const Edge& e : v.out(channel, Relation::reaches)) {
      if (!in_force(v, e.target)) continue;
      const double reached = v.get(edge_field::reaches::share, e).point() *
                             v.get(field::audience::size, v.as<Kind::audience>(e.target)).point();
      if (!known(reached)) return; // nobody can say how the reach is shared out
      people += reached * degrees[row];
    }
    total += people;
    if (people > most || (people > 0 && people == most && by_id(v, channel, top))) {
      most = people;
      top = channel;
    }
  }
  if (!(total > 0) || !(most / total > run.parameter(0))) return;
  run.report(strategy).element("channel", top).text("variant", "people").number("share", most / total);
}

} // namespace

extern const Rule one_channel_for_all = {
    .code = "NL407",
    .name = "one-channel-for-all",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Would the plan survive the loss of its most important channel?",
    .message = "The plan hangs on {channel}.",
    .advice = "Give at least one goal a second way to its audience, best one that you own.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .small = Severity::off,
    .variants = variants,
};

} // namespace northline::rules
