#include "check/measuring.hpp"
#include "check/records.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Exchange the two days.",
};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  if (!v.get(field::metric::observations, v.as<Kind::metric>(metric)).known() || !live(v, metric)) return;
  for (const Reading& r : run.facts.figures(metric).seen)
    if (r.first.known() && r.last.known() && r.last < r.first)
      run.report(metric)
          .date("first", r.first)
          .date("last", r.last)
          .key(to_string(r.first))
          .at("observations");
}

bool fix(const Rendering& r, Fix& f) {
  const std::vector<Reading> all =
      readings(r.view.get(field::metric::observations, ElementOf<Kind::metric>{r.focus}));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].first != r.date("first") || all[i].last != r.date("last")) continue;
    std::string start, end;
    const std::string place = element_spot(r.view, r.focus).pointer + "/observations/" + std::to_string(i);
    append_json_string(start, place + "/start");
    append_json_string(end, place + "/end");
    f.title = "Exchange the two days.";
    f.safety = Safety::unsafe;
    f.patch = "[{\"op\":\"add\",\"path\":" + start + ",\"value\":\"" + to_string(all[i].last) +
              "\"},{\"op\":\"add\",\"path\":" + end + ",\"value\":\"" + to_string(all[i].first) + "\"}]";
    return true;
  }
  return false;
}

} // namespace

extern const Rule period_reversed = {
    .code = "NL643",
    .name = "period-reversed",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Do the periods of values begin before they end?",
    .message = "{focus} has a value of a period from {first} to {last}, which ends before it begins.",
    .advice = "Exchange the two days, or correct the wrong one.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
