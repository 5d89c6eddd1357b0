#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    ": per follower, per reach and per impression differ many times over",
    "Take it over {basis}, as {other} is.",
};
constexpr std::string_view footprint[] = {
    "status", "life", "quantity", "basis", "measure", "unit", ">replaced_by.status", ">denominator"};

/// Rates whose base is part of their name; all others differ by it.
bool defined_by_name(const std::string& measure) {
  return among(measure, {"ctr",
                         "cpm",
                         "cpc",
                         "cpl",
                         "cpa",
                         "cac",
                         "roas",
                         "roi",
                         "open_rate",
                         "click_rate",
                         "bounce_rate",
                         "unsubscribe_rate",
                         "lead_to_mql",
                         "mql_to_sql",
                         "nps",
                         "sql_to_opportunity",
                         "visitor_to_lead",
                         "churn_rate",
                         "attendance_rate",
                         "opportunity_to_won",
                         "follower_growth_rate"});
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (v.get(field::metric::quantity, m) != choice::metric_quantity::ratio || !live(v, metric)) return;
  if (!v.text(field::metric::basis, m).empty() || !v.out(metric, Relation::denominator).empty()) return;
  const std::string measure = v.text(field::metric::measure, m);
  if (defined_by_name(measure)) return;
  // "EUR per order" and "% of visitors" name the base.
  const std::string unit = v.text(field::metric::unit, m);
  for (const std::string_view sign : {" per ", "/", " of "})
    if (unit.find(sign) != std::string::npos) return;
  run.report(metric).text("measure",
                          measure == "engagement_rate"
                              ? ": per follower, per reach and per impression differ many times over"
                              : "");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What others of the same measure are taken over, metrics before benchmarks; they have to agree.
  const std::string measure = v.text(field::metric::measure, v.as<Kind::metric>(r.focus));
  if (measure.empty()) return false;
  std::string basis;
  Element other = no_element;
  bool several = false;
  const auto look = [&](Element e, const std::string& theirs, std::string found) {
    if (theirs != measure || found.empty() || !in_force(v, e)) return;
    several = several || (!basis.empty() && basis != found);
    if (other == no_element || by_id(v, e, other)) other = e;
    basis = std::move(found);
  };
  each_of_few(v, Kind::metric, [&](Element e) {
    const ElementOf<Kind::metric> m{e};
    look(e, v.text(field::metric::measure, m), v.text(field::metric::basis, m));
  });
  if (other == no_element)
    each_of_few(v, Kind::benchmark, [&](Element e) {
      const ElementOf<Kind::benchmark> b{e};
      look(e, v.text(field::benchmark::measure, b), v.text(field::benchmark::basis, b));
    });
  if (other == no_element || several) return false;
  f.title = "Take it over {basis}, as {other} is.";
  f.values = {{"basis", basis}, {"other", r.describe(other)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "basis", quoted(basis));
  return true;
}

} // namespace

extern const Rule ratio_without_basis = {
    .code = "NL614",
    .name = "ratio-without-basis",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Is it said what the rate is taken over?",
    .message = "{focus} is a ratio, but nobody said over what{measure}.",
    .advice = "Write the base under \"basis\" (followers, reach, impressions, clicks), or name the metric "
              "under \"denominator\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
