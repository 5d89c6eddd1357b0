#include "check/reading.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Move the end to the day its duration needs.",
};
constexpr std::string_view footprint[] = {"status", "start", "end", "duration"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  const Date start = v.get(field::program::start, p), end = v.get(field::program::end, p);
  const Quantity duration = v.get(field::program::duration, p);
  if (!start.known() || !end.known() || !duration.known() || end < start || !open(v, program)) return;
  // Both ends count as days.
  const Date needed =
      start + static_cast<std::int32_t>(std::min(std::max(std::ceil(duration.point()), 1.0), 1e6)) + -1;
  if (end < needed)
    run.report(program)
        .number("duration", duration.point())
        .date("start", start)
        .date("needed", needed)
        .date("end", end)
        .at("end");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Move the end to the day its duration needs.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "end", "\"" + to_string(r.date("needed")) + "\"");
  return true;
}

} // namespace

extern const Rule end_before_duration = {
    .code = "NL916",
    .name = "end-before-duration",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Does the program fit between its start and its end?",
    .message = "{focus} takes {duration} days from {start}, until {needed}, but is to end on {end}.",
    .advice = "Move the end, or say that it takes less; where both are written, the duration counts.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
