#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "how often it is done nor how many hours it takes",
    "how many hours it takes",
    "how often, or when, it is done",
    "Let it start with its program, on {a}.",
};
constexpr std::string_view footprint[] = {
    "status", "cadence", "start", "hours_each", ">consumes", ">part_of.status", ">part_of>consumes"};

bool takes_hours(const View& v, Element e) {
  for (const Edge& c : v.out(e, Relation::consumes))
    if (v.get(edge_field::consumes::hours_per_week, c).given) return true;
  return false;
}

void decide(RuleRun& run, Element activity) {
  const View& v = run.view;
  const ElementOf<Kind::activity> a{activity};
  const bool each = v.get(field::activity::hours_each, a).given;
  const bool often = v.get(field::activity::cadence, a).known();
  if ((each && often) || !committed(v, activity) || takes_hours(v, activity)) return;
  const bool once = v.get(field::activity::start, a).known();
  bool shared = false; // the program's hours are its activities' hours
  for (const Edge& home : v.out(activity, Relation::part_of)) shared = shared || takes_hours(v, home.target);
  const bool hours = each || shared, timed = often || once;
  if (!hours || !timed)
    run.report(activity).text("missing", !hours && !timed ? "how often it is done nor how many hours it takes"
                                         : !hours         ? "how many hours it takes"
                                                          : "how often, or when, it is done");
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// Of what is done once, only the day is missing: its program's. Hours are nowhere to be taken from.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (r.text("missing") != "how often, or when, it is done") return false;
  OnlyOne home;
  for (const Edge& e : v.out(r.focus, Relation::part_of))
    if (v.is(e.target, Kind::program) && in_force(v, e.target)) home.add(e.target);
  if (home.get() == no_element) return false;
  const Date day = v.get(field::program::start, v.as<Kind::program>(home.get()));
  if (!day.known()) return false;
  f.title = "Let it start with its program, on " + to_string(day) + ".";
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "start", quoted(day));
  return true;
}

} // namespace

extern const Rule activity_without_effort = {
    .code = "NL904",
    .name = "activity-without-effort",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity),
    .question = "Does the activity say how often it is done and how long it takes?",
    .message = "{focus} does not say {missing}.",
    .advice = "Write the cadence and the hours each time, or the hours a week it takes from somebody.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
