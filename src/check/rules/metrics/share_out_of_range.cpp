#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"as a target", "as its baseline"};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status",
                                          "quantity", "measure", "unit",
                                          "baseline", "targets", "observations"};

/// Rates that are a part of a whole, so that no value lies beyond it.
bool part_of_whole(const View& v, ElementOf<Kind::metric> m) {
  if (v.get(field::metric::quantity, m) == choice::metric_quantity::survey_share) return true;
  return among(v.text(field::metric::measure, m),
               {"ctr", "cvr", "open_rate", "click_rate", "unsubscribe_rate", "attendance_rate", "bounce_rate",
                "churn_rate", "lead_to_mql", "mql_to_sql", "sql_to_opportunity", "opportunity_to_won",
                "visitor_to_lead"});
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const Raw unit = v.get(field::metric::unit, m);
  if (!unit.known() || unit.text[unit.at + 1] != '%' || !part_of_whole(v, m) || !live(v, metric)) return;
  const Figures& f = run.facts.figures(metric);
  const auto wrong = [](double x) { return x < 0 || x > 100; };
  double value = unknown_number;
  std::string where;
  for (const Reading& r : f.seen)
    if (wrong(r.value) && r.last.known()) {
      value = r.value;
      where = when_text(r);
    }
  for (const Aim& a : f.aims)
    for (const double x : {a.value, a.min, a.max})
      if (wrong(x) && !(x <= value && where == "as a target")) {
        value = x;
        where = "as a target";
      }
  if (wrong(f.start.value)) {
    value = f.start.value;
    where = "as its baseline";
  }
  if (!where.empty()) run.report(metric).text("value", value_text(v, metric, value)).text("where", where);
}

} // namespace

extern const Rule share_out_of_range = {
    .code = "NL636",
    .name = "share-out-of-range",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Can the percentages be percentages?",
    .message = "{focus} is a share, but says {value} {where}.",
    .advice = "Correct the figure or the unit: a share of a whole lies between 0 and 100 %.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
