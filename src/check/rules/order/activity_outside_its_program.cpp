#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "starts",
    "before",
    "ends",
    "after the end of",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "end",
                                          ">part_of.status",
                                          ">part_of.start",
                                          ">part_of.end",
                                          ">part_of.duration",
                                          ">part_of.continuous"};

void decide(RuleRun& run, Element activity) {
  const View& v = run.view;
  const ElementOf<Kind::activity> a{activity};
  const Date start = v.get(field::activity::start, a), end = v.get(field::activity::end, a);
  if ((!start.known() && !end.known()) || !open(v, activity)) return;
  for (const Edge& e : v.out(activity, Relation::part_of)) {
    if (!v.is(e.target, Kind::program) || !open(v, e.target)) continue;
    const ElementOf<Kind::program> p{e.target};
    const Date from = v.get(field::program::start, p);
    if (start.known() && from.known() && start < from) {
      run.report(activity)
          .text("how", "starts")
          .date("day", start)
          .text("than", "before")
          .element("program", p)
          .date("limit", from)
          .key("start")
          .at("start");
      continue;
    }
    if (v.get(field::program::continuous, p) == Maybe::yes || v.get(field::program::duration, p).given)
      continue;
    const Date to = v.get(field::program::end, p);
    const Date last = end.known() ? end : start;
    if (to.known() && last.known() && to < last)
      run.report(activity)
          .text("how", end.known() ? "ends" : "starts")
          .date("day", last)
          .text("than", "after the end of")
          .element("program", p)
          .date("limit", to)
          .key("end")
          .at(end.known() ? "end" : "start");
  }
}

} // namespace

extern const Rule activity_outside_its_program = {
    .code = "NL812",
    .name = "activity-outside-its-program",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::activity),
    .question = "Does the activity lie within the time of its program?",
    .message = "{focus} {how} on {day}, {than} {program} ({limit}).",
    .advice = "Move the activity or the program, or take the activity out of it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
