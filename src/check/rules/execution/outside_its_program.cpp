#include "check/periods.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "starts on {a}, before",
    "does",
    "ends on {a}, after",
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
    .phrases = phrases,
};

} // namespace northline::rules
