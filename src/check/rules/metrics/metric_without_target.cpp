#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "has no target",
    "has no target with both a value and a due date",
    "Let its target be due with {judged}, on {day}.",
};
constexpr std::string_view footprint[] = {
    "status",   "life",    "quantity",     "direction",           "guardrail",
    "baseline", "targets", "observations", ">replaced_by.status", "<measured_by.status"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!in_force(v, metric) || v.get(field::metric::life, m) == choice::metric_life::withdrawn) return;
  // Findings and capabilities are watched; what is to be achieved needs a target.
  const auto judged = [&](Element e) {
    return !v.is(e, Kind::insight) && !v.is(e, Kind::capability) && open(v, e);
  };
  bool any = false;
  for (const Edge& e : v.in(metric, Relation::measured_by)) any = any || judged(e.source);
  if (!any) return;
  for (const Edge& e : v.out(metric, Relation::replaced_by))
    if (in_force(v, e.target)) return;
  const bool milestone = v.get(field::metric::quantity, m) == choice::metric_quantity::milestone ||
                         v.get(field::metric::direction, m) == choice::metric_direction::milestone;
  const bool always = v.get(field::metric::guardrail, m) == Maybe::yes;
  const std::vector<Aim>& targets = run.facts.figures(metric).aims;
  for (const Aim& a : targets)
    if ((a.valued() || milestone) && (a.due.known() || always)) return;
  Element first = no_element;
  for (const Edge& e : v.in(metric, Relation::measured_by))
    if (judged(e.source) && (first == no_element || by_id(v, e.source, first))) first = e.source;
  auto report = run.report(metric);
  report.element("judged", first)
      .text("what", targets.empty() ? "has no target" : "has no target with both a value and a due date");
  if (!targets.empty()) report.at("targets");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // A value without a day can be due with the goal; a value nobody but people can set.
  const Element goal = r.element("judged");
  if (!v.is(goal, Kind::goal)) return false;
  const Date due = v.get(field::goal::due, v.as<Kind::goal>(goal));
  const std::vector<Aim> all = aims(v.get(field::metric::targets, v.as<Kind::metric>(r.focus)));
  std::size_t dayless = all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].valued() || all[i].due.known()) continue;
    if (dayless != all.size()) return false;
    dayless = i;
  }
  if (!due.known() || dayless == all.size()) return false;
  f.title = "Let its target be due with {judged}, on {day}.";
  f.values = {{"day", to_string(due)}};
  f.safety = Safety::unsafe;
  f.patch = set_part(v, r.focus, "targets", dayless, "due", quoted(due));
  return true;
}

} // namespace

extern const Rule metric_without_target = {
    .code = "NL602",
    .name = "metric-without-target",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Does the metric say what is to be reached, and when?",
    .message = "{focus} measures {judged} but {what}.",
    .advice = "Add a target with a value, or a least and a greatest one, and the day it is due.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
