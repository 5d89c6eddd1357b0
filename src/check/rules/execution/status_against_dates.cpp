#include "check/mending.hpp"
#include "check/periods.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "active",
    "done",
    "Say that it is planned.",
    "Take the start out, so that it counts as unknown.",
};
constexpr std::string_view footprint[] = {"status", "start"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const auto status = v.get(field::common::status, e);
  if ((status != choice::status::active && status != choice::status::done) || !run.as_of.known()) return;
  const Date start = v.is(e, Kind::goal) ? v.get(field::goal::start, v.as<Kind::goal>(e)) : first_day(v, e);
  if (start.known() && run.as_of < start)
    run.report(e)
        .text("status", status == choice::status::active ? "active" : "done")
        .date("start", start)
        .at("status");
}

bool fix(const Rendering& r, Fix& f) {
  f.safety = Safety::display;
  if (r.text("status") == "active") {
    f.title = "Say that it is planned.";
    f.patch = set_status(r.view, r.focus, "planned");
  } else {
    f.title = "Take the start out, so that it counts as unknown.";
    f.patch = patch::remove_attribute(r.view, r.focus, "start");
  }
  return true;
}

} // namespace

extern const Rule status_against_dates = {
    .code = "NL924",
    .name = "status-against-dates",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity, Kind::goal),
    .question = "Does the status fit the dates?",
    .message = "{focus} is {status}, but it starts only on {start}.",
    .advice = "Correct the status or the start.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
