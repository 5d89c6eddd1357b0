#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it as {other} is.",
};
constexpr std::string_view footprint[] = {"status", "life", ">replaced_by.status", "<measured_by.status",
                                          "method"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const Raw method = v.get(field::metric::method, m);
  if ((method.known() && method.text[method.at + 1] != '"') || !live(v, metric)) return;
  const Element shown = judged(v, metric);
  if (shown != no_element) run.report(metric).element("judged", shown);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::metric> m{r.focus};
  const std::string measure = v.text(field::metric::measure, m);
  if (measure.empty()) return false;
  const auto attribution = v.get(field::metric::attribution, m);
  const Element other = only_open(v, Kind::metric, [&](Element e) {
    const ElementOf<Kind::metric> o{e};
    return e != r.focus && v.text(field::metric::measure, o) == measure &&
           v.get(field::metric::attribution, o) == attribution && !v.text(field::metric::method, o).empty();
  });
  if (other == no_element) return false;
  f.title = "Measure it as {other} is.";
  f.values = {{"other", r.describe(other)}};
  f.safety = Safety::display;
  f.patch = set_member(v, m, "method", quoted(v.text(field::metric::method, v.as<Kind::metric>(other))));
  return true;
}

} // namespace

extern const Rule metric_without_method = {
    .code = "NL606",
    .name = "metric-without-method",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is it said how the metric is measured?",
    .message = "{focus} is to show whether {judged} succeeds, but nobody said how it is measured.",
    .advice = "Write under \"method\" who counts what, where and from which system.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::smacad | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
