#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "is a share and needs a unit such as %",
    "is a count and no share",
    "is an amount of money and no share",
};
constexpr Variant variants[] = {
    {"above", "{focus} is given in {unit}, but the goal above measures {measure} in {theirs}."},
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "unit",
                                          "measure",
                                          "<measured_by.status",
                                          "<measured_by>refines.status",
                                          "<measured_by>refines>measured_by.*",
                                          "<measured_by>refines>measured_by>replaced_by.status"};

bool share_like(const std::string& unit) {
  return unit[0] == '%' || unit.rfind("per cent", 0) == 0 || unit.rfind("percent", 0) == 0 ||
         unit.rfind("\xE2\x80\xB0", 0) == 0 || unit.rfind("share", 0) == 0 || unit.rfind("ratio", 0) == 0 ||
         unit == "1" || unit == "pp";
}

/// What the unit of a measure has to be; nothing when it fits.
std::string_view against_measure(const std::string& measure, const std::string& unit) {
  const bool share = share_like(unit);
  if (!share &&
      among(measure, {"engagement_rate", "ctr", "cvr", "open_rate", "click_rate", "unsubscribe_rate",
                      "attendance_rate", "view_through_rate", "bounce_rate", "churn_rate"}))
    return "is a share and needs a unit such as %";
  if (share && among(measure, {"followers", "impressions", "reach", "views", "likes", "shares", "comments",
                               "clicks", "conversions", "leads", "engagements"}))
    return "is a count and no share";
  if (share && among(measure, {"cpm", "cpc", "cpl", "cpa", "cac"}))
    return "is an amount of money and no share";
  return {};
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const std::string measure = v.text(field::metric::measure, m);
  if (measure.empty()) return;
  const std::string unit = v.text(field::metric::unit, m);
  if (unit.empty() || !live(v, metric)) return;
  if (const std::string_view why = against_measure(measure, unit); !why.empty()) {
    run.report(metric).text("unit", unit).text("measure", measure).text("why", why).at("unit");
    return;
  }
  Element other = no_element; // the same measure of a goal above, in another unit
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    if (!v.is(e.source, Kind::goal) || !open(v, e.source)) continue;
    for (const Edge& up : v.out(e.source, Relation::refines)) {
      if (!open(v, up.target)) continue;
      for (const Edge& above : v.out(up.target, Relation::measured_by)) {
        const ElementOf<Kind::metric> a{above.target};
        if (above.target == metric || v.text(field::metric::measure, a) != measure || !live(v, a)) continue;
        const std::string theirs = v.text(field::metric::unit, a);
        if (!theirs.empty() && lowered(theirs) != lowered(unit) &&
            (other == no_element || by_id(v, above.target, other)))
          other = above.target;
      }
    }
  }
  if (other == no_element) return;
  run.report(metric)
      .text("unit", unit)
      .text("variant", "above")
      .text("measure", measure)
      .text("theirs", v.text(field::metric::unit, v.as<Kind::metric>(other)))
      .related(other)
      .at("unit");
}

} // namespace

extern const Rule unit_mismatch = {
    .code = "NL616",
    .name = "unit-mismatch",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Does the unit fit what is measured?",
    .message = "{focus} is given in {unit}, but {measure} {why}.",
    .advice = "Correct the unit or the measure; figures in different units cannot be compared or added up.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
