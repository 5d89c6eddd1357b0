#include "check/mending.hpp"
#include "check/periods.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"due", "{focus} is due on {day}, but the strategy covers {start} to {end}."},
    {"starts", "{focus} starts on {day}, but the strategy covers {start} to {end}."},
    {"runs", "{focus} runs until {day}, but the strategy covers {start} to {end}."},
};
constexpr std::string_view phrases[] = {
    "Let it be due on the last day of the plan, {a}.",
    "Let it end with the plan, on {a}.",
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

// Only what reaches beyond the end: for what lies outside as a whole no day in the plan is nearer than
// another.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Date last = r.date("end");
  const std::string variant = r.text("variant");
  if (variant == "starts" || r.date("day") < r.date("start")) return false;
  const bool goal = v.is(r.focus, Kind::goal);
  const Date start = goal ? v.get(field::goal::start, v.as<Kind::goal>(r.focus)) : first_day(v, r.focus);
  if (start.known() && last < start) return false;
  if (!goal && v.get(field::program::duration, v.as<Kind::program>(r.focus)).known()) return false;
  if (goal)
    f.title = "Let it be due on the last day of the plan, " + to_string(last) + ".";
  else
    f.title = "Let it end with the plan, on " + to_string(last) + ".";
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, goal ? "due" : "end", quoted(last));
  return true;
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
    .fix = fix,
    .consequence_of = causes,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
