#include "check/measuring.hpp"
#include "check/records.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Make it due with the goal, on {a}.",
};
constexpr Variant variants[] = {
    {"without_value", "{focus} has a target for {due} without a value."},
    {"without_day", "{focus} has a target of {target} without a day."},
    {"empty", "{focus} has a target with neither a value nor a day."},
};
constexpr std::string_view footprint[] = {
    "status",   "life",    ">replaced_by.status", "quantity", "direction", "guardrail", "unit",
    "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!v.get(field::metric::targets, m).known() || !live(v, metric)) return;
  const bool milestone = v.get(field::metric::quantity, m) == choice::metric_quantity::milestone ||
                         v.get(field::metric::direction, m) == choice::metric_direction::milestone;
  const bool always = v.get(field::metric::guardrail, m) == Maybe::yes;
  for (const Aim& a : run.facts.figures(metric).aims) {
    if (a.due.known() ? a.valued() || milestone : always) continue;
    const std::string figure = !a.valued()      ? std::string()
                               : known(a.value) ? value_text(v, metric, a.value)
                               : known(a.min)   ? value_text(v, metric, a.min)
                                                : value_text(v, metric, a.max);
    const std::string_view variant = a.due.known() ? "without_value" : a.valued() ? "without_day" : "empty";
    // What tells two of them apart is as it was when the sentence was one.
    run.report(metric)
        .text("variant", variant)
        .text("target", figure)
        .date("due", a.due)
        .key(variant == "without_value" ? "for " + to_string(a.due) + " without a value"
             : variant == "without_day" ? "of " + figure + " without a day"
                                        : std::string("with neither a value nor a day"))
        .at("targets");
  }
}

bool fix(const Rendering& r, Fix& f) {
  // The one goal that the metric is for says by when.
  Date due;
  unsigned goals = 0;
  for (const Edge& e : r.view.in(r.focus, Relation::measured_by)) {
    if (!open(r.view, e.source)) continue;
    ++goals;
    if (r.view.is(e.source, Kind::goal)) due = r.view.get(field::goal::due, r.view.as<Kind::goal>(e.source));
  }
  const std::vector<Aim> all = aims(r.view.get(field::metric::targets, ElementOf<Kind::metric>{r.focus}));
  std::size_t dayless = all.size(), count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].due == due) return false; // there is a target for that day already
    if (all[i].due.known() || !all[i].valued()) continue;
    dayless = i;
    ++count;
  }
  if (goals != 1 || !due.known() || count != 1) return false;
  std::string pointer =
      element_spot(r.view, r.focus).pointer + "/targets/" + std::to_string(dayless) + "/due";
  f.title = "Make it due with the goal, on " + to_string(due) + ".";
  f.safety = Safety::unsafe;
  f.patch = patch::add(pointer, "\"" + to_string(due) + "\"");
  return true;
}

constexpr std::string_view causes[] = {"NL602"};

} // namespace

extern const Rule half_a_target = {
    .code = "NL629",
    .name = "half-a-target",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Has every target both a value and a day?",
    .message = "{focus} has a target that is not whole.",
    .advice = "Complete the target, or take it out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
