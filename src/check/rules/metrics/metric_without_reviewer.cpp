#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} look at it.",
};
constexpr std::string_view footprint[] = {"status", "life", ">replaced_by.status", "<measured_by.status",
                                          ">reviewed_by.status"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  if (!live(v, metric)) return;
  for (const Edge& e : v.out(metric, Relation::reviewed_by))
    if (in_force(v, e.target)) return;
  const Element shown = judged(v, metric);
  if (shown != no_element) run.report(metric).element("judged", shown);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element who = answerable(v, r.focus, true);
  if (who == no_element) who = answerable(v, r.element("judged"), true);
  if (who == no_element) who = only_colleague(v);
  return offer(r, f, "Let {who} look at it.", "who", Relation::reviewed_by, who);
}

} // namespace

extern const Rule metric_without_reviewer = {
    .code = "NL605",
    .name = "metric-without-reviewer",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Does somebody look at the metric?",
    .message = "{focus} is to show whether {judged} succeeds, but nobody is named who looks at it.",
    .advice = "Name under \"reviewed_by\" the person who looks at the number and asks why.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps | Pack::smacad | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
