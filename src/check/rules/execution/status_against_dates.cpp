#include "check/periods.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "active",
    "done",
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
    .phrases = phrases,
};

} // namespace northline::rules
