#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "it can no longer be had",
    "it no longer says what it used to say",
    "mail programs have opened letters on their own since 2021",
    "its provider has withdrawn it",
    "Let {metric} take its place.",
};
constexpr std::string_view footprint[] = {"status", "life", "measure", ">replaced_by.status",
                                          "<measured_by.status"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const auto life = v.get(field::metric::life, m);
  std::string_view why;
  Severity severity = Severity::warning;
  if (life == choice::metric_life::withdrawn) {
    why = "it can no longer be had";
  } else if (life == choice::metric_life::degraded) {
    why = "it no longer says what it used to say";
  } else if (life == choice::metric_life::absent) {
    const std::string measure = v.text(field::metric::measure, m);
    severity = Severity::advice; // nobody said so of this one; it is true of most
    if (measure == "open_rate") why = "mail programs have opened letters on their own since 2021";
    if (measure == "page_engaged_users") why = "its provider has withdrawn it";
  }
  if (why.empty() || !in_force(v, metric)) return;
  for (const Edge& e : v.out(metric, Relation::replaced_by))
    if (in_force(v, e.target)) return;
  const Element shown = judged(v, metric);
  if (shown != no_element) run.report(metric).element("judged", shown).text("why", why).severity(severity);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // The same measure from elsewhere; of letters that were opened, how often somebody clicked in them.
  const std::string measure = v.text(field::metric::measure, v.as<Kind::metric>(r.focus));
  if (measure.empty()) return false;
  const Element next = only_open(v, Kind::metric, [&](Element m) {
    const std::string other = v.text(field::metric::measure, v.as<Kind::metric>(m));
    const auto life = v.get(field::metric::life, v.as<Kind::metric>(m));
    return m != r.focus && life != choice::metric_life::degraded && live(v, m) &&
           (other == measure || (measure == "open_rate" && other == "click_rate"));
  });
  return offer(r, f, "Let {metric} take its place.", "metric", Relation::replaced_by, next);
}

} // namespace

extern const Rule metric_withdrawn = {
    .code = "NL625",
    .name = "metric-withdrawn",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Can the metric still be had as it was meant?",
    .message = "{focus} measures {judged}, but {why}.",
    .advice = "Choose another metric, and name it under \"replaced_by\" so that the history stays together.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
