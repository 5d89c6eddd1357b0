#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the end out, so that it counts as unknown.",
};
constexpr std::string_view footprint[] = {"status", "start", "end"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  Date start, end;
  switch (v.kind(e)) {
  case Kind::strategy:
    start = v.get(field::strategy::start, v.as<Kind::strategy>(e));
    end = v.get(field::strategy::end, v.as<Kind::strategy>(e));
    break;
  case Kind::program:
    start = v.get(field::program::start, v.as<Kind::program>(e));
    end = v.get(field::program::end, v.as<Kind::program>(e));
    break;
  case Kind::activity:
    start = v.get(field::activity::start, v.as<Kind::activity>(e));
    end = v.get(field::activity::end, v.as<Kind::activity>(e));
    break;
  default:
    start = v.get(field::resource::start, v.as<Kind::resource>(e));
    end = v.get(field::resource::end, v.as<Kind::resource>(e));
  }
  if (!start.known() || !end.known() || !(end < start) || !in_force(v, e)) return;
  run.report(e).date("end", end).date("start", start).at("end");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Take the end out, so that it counts as unknown.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_attribute(r.view, r.focus, "end");
  return true;
}

} // namespace

extern const Rule ends_before_it_starts = {
    .code = "NL028",
    .name = "ends-before-it-starts",
    .category = Category::structure,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy, Kind::program, Kind::activity, Kind::resource),
    .question = "Does everything end after it starts?",
    .message = "{focus} ends on {end}, before it starts on {start}.",
    .advice = "Exchange the two days or correct the wrong one; both days are included.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
