#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it belong to {home} alone.",
};
constexpr std::string_view footprint[] = {">part_of.status", "status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange homes = v.out(e, Relation::part_of);
  if (homes.size() < 2 || !open(v, e)) return;
  Element first = no_element, second = no_element;
  for (const Edge& edge : homes) {
    if (edge.target == e || edge.target == first || edge.target == second || !open(v, edge.target)) continue;
    if (first == no_element || v.id(edge.target) < v.id(first)) {
      second = first;
      first = edge.target;
    } else if (second == no_element || v.id(edge.target) < v.id(second)) {
      second = edge.target;
    }
  }
  if (second != no_element) run.report(e).element("first", first).element("second", second).at("part_of");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // The one that is for a goal that this helps, or else the one in whose time it lies.
  OnlyOne by_goal, by_time;
  const auto time = [&v](Element e) {
    return v.is(e, Kind::program)    ? std::pair(v.get(field::program::start, v.as<Kind::program>(e)),
                                                 v.get(field::program::end, v.as<Kind::program>(e)))
           : v.is(e, Kind::activity) ? std::pair(v.get(field::activity::start, v.as<Kind::activity>(e)),
                                                 v.get(field::activity::end, v.as<Kind::activity>(e)))
                                     : std::pair(Date{}, Date{});
  };
  const auto [from, to] = time(r.focus);
  for (const Edge& home : v.out(r.focus, Relation::part_of)) {
    if (home.target == r.focus || !v.is(home.target, Kind::program)) return false;
    if (!open(v, home.target)) continue;
    for (const Edge& c : v.out(r.focus, Relation::contributes_to))
      if (has_target(v, home.target, Relation::contributes_to, c.target)) by_goal.add(home.target);
    const auto [start, end] = time(home.target);
    const bool apart =
        (start.known() && to.known() && to < start) || (end.known() && from.known() && end < from);
    if (!apart) by_time.add(home.target);
  }
  const Element home = by_goal.none() ? by_time.get() : by_goal.get();
  if (home == no_element) return false;
  f.title = "Let it belong to {home} alone.";
  f.values = {{"home", r.describe(home)}};
  f.safety = Safety::display;
  f.patch = only_targets_left(v, r.focus, Relation::part_of, {home});
  return true;
}

} // namespace

extern const Rule part_of_two_programs = {
    .code = "NL027",
    .name = "part-of-two-programs",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Does every piece of work belong to one program?",
    .message = "{focus} belongs to both {first} and {second}, so its hours and money cannot be "
               "counted for either.",
    .advice = "Let it belong to the program that answers for it, and let the other wait for it "
              "or use what it makes.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
