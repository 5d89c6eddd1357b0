#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "start", "end"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  Date start, end;
  const auto read = [&](const auto& first, const auto& last, auto handle) {
    end = v.get(last, handle);
    if (end.known()) start = v.get(first, handle);
  };
  switch (v.kind(e)) {
  case Kind::strategy:
    read(field::strategy::start, field::strategy::end, v.as<Kind::strategy>(e));
    break;
  case Kind::program:
    read(field::program::start, field::program::end, v.as<Kind::program>(e));
    break;
  case Kind::activity:
    read(field::activity::start, field::activity::end, v.as<Kind::activity>(e));
    break;
  default:
    read(field::resource::start, field::resource::end, v.as<Kind::resource>(e));
  }
  if (start.known() && end < start && in_force(v, e))
    run.report(e).date("start", start).date("end", end).at("end");
}

} // namespace

extern const Rule end_before_start = {
    .code = "NL917",
    .name = "end-before-start",
    .category = Category::execution,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy, Kind::program, Kind::activity, Kind::resource),
    .question = "Does it start before it ends?",
    .message = "{focus} is to end on {end}, before it starts on {start}.",
    .advice = "Correct the day that is wrong.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
