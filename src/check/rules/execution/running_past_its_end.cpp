#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "active", "planned", "{a} day", "{a} days", "Say that it is done.",
};
constexpr std::string_view footprint[] = {"status", "end", "continuous"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const bool program = v.is(e, Kind::program);
  const Date end = program ? v.get(field::program::end, v.as<Kind::program>(e))
                           : v.get(field::activity::end, v.as<Kind::activity>(e));
  if (!end.known() || !run.as_of.known() || !(end < run.as_of)) return;
  // What says nothing of its status may well be over.
  const auto status = v.get(field::common::status, e);
  if (status != choice::status::active && status != choice::status::planned) return;
  if (program && v.get(field::program::continuous, v.as<Kind::program>(e)) == Maybe::yes) return;
  const auto days = static_cast<std::size_t>(run.as_of - end);
  run.report(e)
      .text("status", status == choice::status::active ? "active" : "planned")
      .text("late", counted(days, "day", "days"))
      .date("date", end)
      .number("days", static_cast<double>(days))
      .at("end");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Say that it is done.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "status", "\"done\"");
  return true;
}

} // namespace

extern const Rule running_past_its_end = {
    .code = "NL903",
    .name = "running-past-its-end",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Did what was to end come to an end?",
    .message = "{focus} is still {status}, {late} after its end on {date}.",
    .advice = "If it is over, say that it is done; if it goes on, move the end or make it continuous.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
