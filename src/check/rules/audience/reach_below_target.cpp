#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} use {channel} as well, with which it is enough.",
};
constexpr std::string_view footprint[] = {"status",
                                          "<refines.status",
                                          "<supports.status",
                                          ">serves.status",
                                          ">serves.size",
                                          ">serves<reaches",
                                          ">measured_by.status",
                                          ">measured_by.unit",
                                          ">measured_by.quantity",
                                          ">measured_by.baseline",
                                          ">measured_by.targets",
                                          ">measured_by.direction",
                                          "<contributes_to.status",
                                          "<contributes_to>uses.status",
                                          "<contributes_to>uses.state",
                                          "<contributes_to>uses>reaches",
                                          "<contributes_to<part_of.status",
                                          "<contributes_to<part_of>uses.status",
                                          "<contributes_to<part_of>uses.state",
                                          "<contributes_to<part_of>uses>reaches"};

constexpr std::string_view people[] = {"people",      "persons",    "customers", "readers",   "subscribers",
                                       "members",     "visitors",   "users",     "buyers",    "riders",
                                       "residents",   "households", "viewers",   "followers", "participants",
                                       "respondents", "patients",   "students",  "citizens",  "donors"};

/// How many more people the goal's metrics ask for, at most one metric counting; 0: they ask for none.
double asked_for(const View& v, Element goal, Element& by) {
  double most = 0;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    const ElementOf<Kind::metric> m{e.target};
    using Q = choice::metric_quantity;
    const Q quantity = v.get(field::metric::quantity, m);
    if ((quantity != Q::stock && quantity != Q::distinct) || !in_force(v, m)) continue;
    const std::string unit = v.text(field::metric::unit, m);
    if (std::find(std::begin(people), std::end(people), unit) == std::end(people)) continue;
    const auto direction = v.get(field::metric::direction, m);
    if (direction != choice::metric_direction::increase && direction != choice::metric_direction::at_least)
      continue;
    const double base = start_of(v.get(field::metric::baseline, m)).value;
    for (const Aim& aim : aims(v.get(field::metric::targets, m))) {
      const double more = aim.value - (known(base) ? base : 0);
      const bool sure = known(base) || quantity == Q::distinct; // of a stock some may be there already
      if (sure && (more > most || (more == most && by != no_element && v.id(m) < v.id(by)))) {
        most = more;
        by = m;
      }
    }
  }
  return most;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange served = v.out(goal, Relation::serves);
  if (served.empty() || v.out(goal, Relation::measured_by).empty() || !open(v, goal)) return;
  // Work for a goal below reaches people too: only goals without parts can be decided from here.
  if (!v.in(goal, Relation::refines).empty() || !v.in(goal, Relation::supports).empty()) return;
  Element metric = no_element;
  const double asked = asked_for(v, goal, metric);
  if (!(asked > 0)) return;
  std::vector<Element> channels;
  const auto uses = [&](Element work) {
    for (const Edge& e : v.out(work, Relation::uses))
      if (v.is(e.target, Kind::channel) && usable(v, e.target)) channels.push_back(e.target);
  };
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    if (!open(v, e.source)) continue;
    uses(e.source);
    for (const Edge& part : v.in(e.source, Relation::part_of))
      if (open(v, part.source)) uses(part.source);
  }
  if (channels.empty()) return; // NL205 or NL402 speaks
  std::sort(channels.begin(), channels.end());
  channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
  double reached = 0;
  for (const Edge& s : served) {
    if (!v.is(s.target, Kind::audience) || !in_force(v, s.target)) continue;
    const Quantity size = v.get(field::audience::size, v.as<Kind::audience>(s.target));
    if (!size.known()) return;
    double share = 0;
    for (const Element channel : channels)
      for (const Edge& r : v.out(channel, Relation::reaches)) {
        if (r.target != s.target) continue;
        const Quantity part = v.get(edge_field::reaches::share, r);
        if (!part.known()) return;
        share += part.high;
      }
    reached += size.high * std::min(share, 1.0);
  }
  if (reached > 0 && reached < asked) // reached by nothing: NL303 speaks
    run.report(goal).number("asked", asked).element("metric", metric).number("reached", reached);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

/// The people the goal is for that these channels reach at most; NaN where a size or a share is not known.
double reached_by(const View& v, Element goal, const std::vector<Element>& channels) {
  double reached = 0;
  for (const Edge& s : v.out(goal, Relation::serves)) {
    if (!v.is(s.target, Kind::audience) || !in_force(v, s.target)) continue;
    double share = 0;
    for (const Element channel : channels)
      for (const Edge& e : v.out(channel, Relation::reaches))
        if (e.target == s.target) share += v.get(edge_field::reaches::share, e).high;
    reached += v.get(field::audience::size, v.as<Kind::audience>(s.target)).high * std::min(share, 1.0);
  }
  return reached;
}

// One more channel with which it is enough, of those the one that reaches fewest more: the smallest step.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element program = no_element;
  std::vector<Element> channels;
  const auto uses = [&](Element work) {
    for (const Edge& e : v.out(work, Relation::uses))
      if (v.is(e.target, Kind::channel) && usable(v, e.target) &&
          std::find(channels.begin(), channels.end(), e.target) == channels.end())
        channels.push_back(e.target);
  };
  for (const Edge& e : v.in(r.focus, Relation::contributes_to)) {
    if (!open(v, e.source)) continue;
    uses(e.source);
    if (v.is(e.source, Kind::program) && (program == no_element || by_id(v, e.source, program)))
      program = e.source;
    for (const Edge& part : v.in(e.source, Relation::part_of))
      if (open(v, part.source)) uses(part.source);
  }
  if (program == no_element) return false;
  Element best = no_element;
  double least = 0;
  each_of_few(v, Kind::channel, [&](Element c) {
    if (!open(v, c) || !usable(v, c) || ruled_out(v, c) ||
        std::find(channels.begin(), channels.end(), c) != channels.end())
      return;
    channels.push_back(c);
    const double reached = reached_by(v, r.focus, channels);
    channels.pop_back();
    if (!(reached >= r.number("asked")) ||
        (best != no_element && (reached > least || (reached == least && by_id(v, best, c)))))
      return;
    best = c;
    least = reached;
  });
  if (best == no_element) return false;
  f.title = "Let {program} use {channel} as well, with which it is enough.";
  f.values = {{"program", r.describe(program)}, {"channel", r.describe(best)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::uses, best);
  return true;
}

} // namespace

extern const Rule reach_below_target = {
    .code = "NL308",
    .name = "reach-below-target",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Can the channels reach as many people as the goal asks for?",
    .message = "{focus} asks for {asked} more people by {metric}, but the channels in use reach "
               "{reached} of those it serves at most.",
    .advice = "Use a channel that reaches more of them, serve more people, or lower the target.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
