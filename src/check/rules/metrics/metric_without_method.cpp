#include "check/measuring.hpp"

namespace northline::rules {
namespace {

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
    .packs = Pack::core | Pack::five_steps | Pack::smacad | Pack::measurement,
};

} // namespace northline::rules
