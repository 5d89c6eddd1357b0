#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    " and takes hours or money",
    "Say that it is dormant: no work uses it.",
    "Let {work} help {goal}.",
};
constexpr std::string_view footprint[] = {"fact work_units", "all channel.status", "all channel.state",
                                          "all channel<uses.status", "all channel>consumes.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL206"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const WorkUnits& work = run.facts.work();
  // Work helps when it, something inside it or something it belongs to contributes to a goal.
  std::vector<bool> helps(work.size());
  for (std::uint32_t row = 0; row < work.size(); ++row) {
    bool positive = false;
    if (work.is_unit(row))
      for (const Contribution& c : work.to_goals(row)) positive = positive || c.positive();
    for (std::uint32_t at = row; positive && at != no_row && !helps[at]; at = work.home(at)) helps[at] = true;
  }
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    const auto state = v.get(field::channel::state, c);
    if ((state != choice::channel_state::active && state != choice::channel_state::absent) || !in_force(v, c))
      return;
    std::vector<Element> users;
    for (const Edge& u : v.in(c, Relation::uses)) {
      if (v.is(u.source, Kind::metric) || !in_force(v, u.source)) continue;
      std::uint32_t row =
          v.is(u.source, Kind::program) ? work.row_of_program(u.source) : work.row_of_activity(u.source);
      for (unsigned depth = 0; row != no_row && depth < 32; ++depth, row = work.home(row))
        if (helps[row]) return;
      users.push_back(u.source);
    }
    bool takes = false;
    for (const Edge& e : v.out(c, Relation::consumes)) takes = takes || in_force(v, e.target);
    if (users.empty() && !takes) return; // NL401 speaks of those that cost nothing
    auto report = run.report(c);
    if (takes) report.text("costs", " and takes hours or money");
    relate(report, v, users);
  });
}

// The one piece of work on it may help the one goal for the same people, or the only goal; hours without work
// can end.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne users;
  for (const Edge& u : v.in(r.focus, Relation::uses))
    if (!v.is(u.source, Kind::metric) && in_force(v, u.source)) users.add(u.source);
  f.safety = Safety::display;
  if (users.none()) {
    f.title = "Say that it is dormant: no work uses it.";
    f.patch = set_member(v, r.focus, "state", quoted("dormant"));
    return true;
  }
  const Element work = users.get();
  if (work == no_element || !open(v, work) || !v.out(work, Relation::contributes_to).empty()) return false;
  OnlyOne same;
  for (const Element audience : people_for(v, work))
    for (const Edge& s : v.in(audience, Relation::serves))
      if (v.is(s.source, Kind::goal) && open(v, s.source)) same.add(s.source);
  const Element goal = same.none() ? only_open(v, Kind::goal) : same.get();
  if (goal == no_element || !over_in_time(v, work, goal)) return false;
  f.title = "Let {work} help {goal}.";
  f.values = {{"work", r.describe(work)}, {"goal", r.describe(goal)}};
  f.patch = add_relation(v, work, Relation::contributes_to, goal);
  return true;
}

} // namespace

extern const Rule channel_without_goal = {
    .code = "NL415",
    .name = "channel-without-goal",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does a goal stand behind the active channel?",
    .message = "{focus} is active{costs}, but no work that uses it helps a goal.",
    .advice = "Let the work on it contribute to a goal, or close the channel.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
