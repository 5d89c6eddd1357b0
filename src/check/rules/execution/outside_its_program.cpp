#include "check/mending.hpp"
#include "check/periods.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "starts on {a}, before",      "does", "ends on {a}, after", "Let it start on {a} as well.",
    "Let it end on {a} as well.",
};
constexpr std::string_view footprint[] = {
    "status",          "start",          "end",          "duration",          "continuous",
    ">part_of.status", ">part_of.start", ">part_of.end", ">part_of.duration", ">part_of.continuous"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const EdgeRange homes = v.out(work, Relation::part_of);
  if (homes.empty() || !open(v, work)) return;
  const Date start = first_day(v, work), end = last_day(v, work);
  if (!start.known() && !end.known()) return;
  for (const Edge& e : homes) {
    if (!in_force(v, e.target)) continue;
    const Date first = first_day(v, e.target), last = last_day(v, e.target);
    if (start.known() && first.known() && start < first)
      run.report(work)
          .text("what", "starts on " + to_string(start) + ", before")
          .element("home", e.target)
          .text("does", "does")
          .date("day", first)
          .key("start")
          .at("start");
    if (end.known() && last.known() && last < end)
      run.report(work)
          .text("what", "ends on " + to_string(end) + ", after")
          .element("home", e.target)
          .text("does", "does")
          .date("day", last)
          .key("end");
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const bool activity = v.is(r.focus, Kind::activity);
  const Date day = r.date("day");
  const bool first = r.text("what").starts_with("starts");
  const Date start = first_day(v, r.focus), end = last_day(v, r.focus);
  if (!activity && v.get(field::program::duration, v.as<Kind::program>(r.focus)).known()) return false;
  if (first ? end.known() && end < day : start.known() && day < start) return false;
  if (first)
    f.title = "Let it start on " + to_string(day) + " as well.";
  else
    f.title = "Let it end on " + to_string(day) + " as well.";
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, first ? "start" : "end", quoted(day));
  return true;
}

} // namespace

extern const Rule outside_its_program = {
    .code = "NL918",
    .name = "outside-its-program",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity, Kind::program),
    .question = "Does the work lie inside the time of the program it belongs to?",
    .message = "{focus} {what} {home} {does} ({day}).",
    .advice = "Move the work, or give the program the time it needs.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
