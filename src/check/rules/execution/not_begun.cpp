#include "check/people.hpp"
#include "check/periods.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 7, "days after the start that may pass"},
};
constexpr std::string_view phrases[] = {
    "{a} day", "{a} days", "planned", "a draft", "Say that it has begun.",
};
constexpr std::string_view footprint[] = {"status", "start", "end"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const Date start = first_day(v, work);
  if (!start.known() || !run.as_of.known() || !(run.as_of - start > run.parameter(0))) return;
  const auto status = v.get(field::common::status, work);
  if (status != choice::status::planned && status != choice::status::draft) return;
  const Date end = v.is(work, Kind::program) ? v.get(field::program::end, v.as<Kind::program>(work))
                                             : v.get(field::activity::end, v.as<Kind::activity>(work));
  if (end.known() && end < run.as_of && status == choice::status::planned) return; // NL903
  const int days = run.as_of - start;
  run.report(work)
      .date("date", start)
      .text("late", counted(static_cast<std::size_t>(days), "day", "days"))
      .text("status", status == choice::status::planned ? "planned" : "a draft")
      .number("days", days)
      .at("start");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Say that it has begun.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "status", "\"active\"");
  return true;
}

} // namespace

extern const Rule not_begun = {
    .code = "NL921",
    .name = "not-begun",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Has what was to begin begun?",
    .message = "{focus} was to start on {date}, {late} ago, and is still {status}.",
    .advice = "If it has begun, say so; if not, set a new day or drop it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
