#include "check/mending.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"times", 4, "times a year that a goal has to be looked at"},
};
constexpr std::string_view phrases[] = {
    "Look at it every quarter.",
};
constexpr std::string_view footprint[] = {"status", ">reviewed_by", ">measured_by.cadence",
                                          ">measured_by>reviewed_by"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange own = v.out(goal, Relation::reviewed_by), metrics = v.out(goal, Relation::measured_by);
  if ((own.empty() && metrics.empty()) || !committed(v, goal)) return;
  double most = unknown_number;
  const auto add = [&](Raw cadence) {
    const double weekly = times_a_week(cadence);
    if (known(weekly) && !(most >= weekly)) most = weekly;
  };
  for (const Edge& r : own) add(v.get(edge_field::reviewed_by::cadence, r));
  for (const Edge& m : metrics) {
    add(v.get(field::metric::cadence, v.as<Kind::metric>(m.target)));
    for (const Edge& r : v.out(m.target, Relation::reviewed_by))
      add(v.get(edge_field::reviewed_by::cadence, r));
  }
  constexpr double weeks_a_year = 365.2425 / 7;
  const double yearly = most * weeks_a_year; // no cadence is known: nobody can tell
  if (yearly < run.parameter(0) - 0.05) run.report(goal).number("times", std::round(yearly * 10) / 10);
}

// The rhythm that is written once is the one to change; of several nobody can tell which.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  std::vector<std::string> found;
  for (const Edge& e : v.out(r.focus, Relation::reviewed_by))
    if (v.get(edge_field::reviewed_by::cadence, e).known())
      found.push_back(set_detail(v, e, "cadence", quoted("quarterly")));
  if (found.empty())
    for (const Edge& m : v.out(r.focus, Relation::measured_by))
      if (v.get(field::metric::cadence, v.as<Kind::metric>(m.target)).known())
        found.push_back(set_member(v, m.target, "cadence", quoted("quarterly")));
  if (found.size() != 1 || found[0].empty()) return false;
  f.title = "Look at it every quarter.";
  f.safety = Safety::display;
  f.patch = found[0];
  return true;
}

} // namespace

extern const Rule no_quarterly_review = {
    .code = "NL940",
    .name = "no-quarterly-review",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Is the goal of a public body looked at every quarter?",
    .message = "{focus} is looked at {times} times a year at most.",
    .advice = "Look at it at least every quarter, and publish what was seen.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::public_sector,
    .phrases = phrases,
};

} // namespace northline::rules
