#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Look at it as often as it is counted: {cadence}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.status",
                                          "cadence",
                                          ">reviewed_by.status",
                                          ">reviewed_by.cadence"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (v.get(field::metric::cadence, m).known() || !live(v, metric)) return;
  for (const Edge& e : v.out(metric, Relation::reviewed_by))
    if (in_force(v, e.target) && v.get(edge_field::reviewed_by::cadence, e).known()) return;
  const Element shown = judged(v, metric);
  if (shown != no_element) run.report(metric).element("judged", shown);
}

bool fix(const Rendering& r, Fix& f) {
  std::string_view cadence;
  switch (r.view.get(field::metric::per, ElementOf<Kind::metric>{r.focus})) {
  case choice::per::day:
    cadence = "daily";
    break;
  case choice::per::week:
    cadence = "weekly";
    break;
  case choice::per::month:
    cadence = "monthly";
    break;
  case choice::per::quarter:
    cadence = "quarterly";
    break;
  case choice::per::year:
    cadence = "yearly";
    break;
  default:
    return false;
  }
  f.title = "Look at it as often as it is counted: {cadence}.";
  f.values = {{"cadence", std::string(cadence)}};
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "cadence", "\"" + std::string(cadence) + "\"");
  return true;
}

} // namespace

extern const Rule metric_without_cadence = {
    .code = "NL604",
    .name = "metric-without-cadence",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is it said how often the metric is looked at?",
    .message = "{focus} is to show whether {judged} succeeds, but nobody said how often it is looked at.",
    .advice = "Write under \"cadence\" how often the metric is reviewed, or give each reviewer a cadence.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::smacad | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
