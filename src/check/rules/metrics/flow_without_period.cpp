#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "; its target could mean any of them",
    "Count per {per}, as its observations do.",
};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status", "quantity", "per",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (v.get(field::metric::quantity, m) != choice::metric_quantity::flow ||
      v.get(field::metric::per, m) != choice::per::absent || !live(v, metric))
    return;
  bool aimed = false;
  for (const Aim& a : run.facts.figures(metric).aims) aimed = aimed || a.valued();
  run.report(metric)
      .text("target", aimed ? "; its target could mean any of them" : "")
      .severity(aimed ? Severity::error : Severity::warning);
}

bool fix(const Rendering& r, Fix& f) {
  std::string_view per;
  for (const Reading& x :
       readings(r.view.get(field::metric::observations, ElementOf<Kind::metric>{r.focus}))) {
    if (!x.first.known() || !x.last.known()) return false;
    const int days = x.last - x.first + 1;
    const std::string_view here = days == 1                    ? "day"
                                  : days == 7                  ? "week"
                                  : days >= 28 && days <= 31   ? "month"
                                  : days >= 90 && days <= 92   ? "quarter"
                                  : days == 365 || days == 366 ? "year"
                                                               : "";
    if (here.empty() || here == "day" || (!per.empty() && per != here)) return false;
    per = here;
  }
  if (per.empty()) return false;
  f.title = "Count per {per}, as its observations do.";
  f.values = {{"per", std::string(per)}};
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "per", "\"" + std::string(per) + "\"");
  return true;
}

} // namespace

extern const Rule flow_without_period = {
    .code = "NL633",
    .name = "flow-without-period",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Does a count say per what time?",
    .message = "{focus} is counted over time, but nobody said per week, month or year{target}.",
    .advice = "Write under \"per\" the period one value covers, or cumulative for a count since the start.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
