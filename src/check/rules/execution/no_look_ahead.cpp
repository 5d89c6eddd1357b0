#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all assessment.status", "all assessment.date",
                                          "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (!run.as_of.known()) return;
  bool running = false;
  v.each(Kind::program, [&](Element e) { running = running || committed(v, e); });
  if (!running) return;
  bool ahead = false, assessed = false;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (!in_force(v, a)) return;
    assessed = true;
    const Date day = v.get(field::assessment::date, a);
    const auto status = v.get(field::common::status, a);
    // One that is planned, on a day nobody knows yet, is planned all the same.
    ahead = ahead || (day.known() ? run.as_of < day
                                  : status == choice::status::planned || status == choice::status::draft);
  });
  if (assessed && !ahead) run.report(strategy).date("date", run.as_of); // without any NL101 speaks
}

} // namespace

extern const Rule no_look_ahead = {
    .code = "NL910",
    .name = "no-look-ahead",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is it planned to look again?",
    .message = "No assessment is planned after {date}, so nobody will see what the plan changed.",
    .advice =
        "Plan the next assessment, with its date, so that the following plan starts from what was learned.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
};

} // namespace northline::rules
