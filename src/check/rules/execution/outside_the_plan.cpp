#include "check/periods.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"due", "{focus} is due on {day}, but the strategy covers {start} to {end}."},
    {"starts", "{focus} starts on {day}, but the strategy covers {start} to {end}."},
    {"runs", "{focus} runs until {day}, but the strategy covers {start} to {end}."},
};
constexpr std::string_view footprint[] = {"start",
                                          "end",
                                          "all goal.status",
                                          "all goal.due",
                                          "all goal.level",
                                          "all program.status",
                                          "all program.start",
                                          "all program.end",
                                          "all program.duration",
                                          "all program.continuous"};

constexpr std::string_view causes[] = {"NL029"}; // far outside says both

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const ElementOf<Kind::strategy> s{strategy};
  const Date start = v.get(field::strategy::start, s), end = v.get(field::strategy::end, s);
  if (!start.known() || !end.known() || end < start) return;
  const auto outside = [&](Element e, std::string_view variant, Date day, std::string_view member) {
    run.report(e).text("variant", variant).date("day", day).date("start", start).date("end", end).at(member);
  };
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    const Date due = v.get(field::goal::due, goal);
    if (!due.known() || (!(due < start) && !(end < due)) || !committed(v, goal)) return;
    const auto level = v.get(field::goal::level, goal);
    if (level != choice::goal_level::corporate &&
        level != choice::goal_level::business_unit) // those have their own time
      outside(goal, "due", due, "due");
  });
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    const Date first = v.get(field::program::start, program), last = last_day(v, program);
    if (!(first.known() && end < first) && !(last.known() && end < last)) return;
    if (!committed(v, program)) return;
    if (first.known() && end < first)
      outside(program, "starts", first, "start");
    else
      outside(program, "runs", last, "end");
  });
}

} // namespace

extern const Rule outside_the_plan = {
    .code = "NL919",
    .name = "outside-the-plan",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Do goals and programs lie inside the time of the strategy?",
    .message = "{focus} reaches to {day}, but the strategy covers {start} to {end}.",
    .advice = "Move the day, or leave it to the next plan.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .variants = variants,
};

} // namespace northline::rules
