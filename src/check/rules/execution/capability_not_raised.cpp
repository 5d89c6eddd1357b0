#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} raise it to {level}.",
};
constexpr std::string_view footprint[] = {"status", "maturity", "required", "<needs.status",
                                          "<raises.status"};

void decide(RuleRun& run, Element capability) {
  const View& v = run.view;
  const ElementOf<Kind::capability> c{capability};
  const double maturity = v.get(field::capability::maturity, c);
  if (!known(maturity) || !in_force(v, capability)) return;
  const double required = v.get(field::capability::required, c);
  Element needer = no_element;
  double most = maturity;
  for (const Edge& n : v.in(capability, Relation::needs)) {
    if (!open(v, n.source)) continue;
    const double written = v.get(edge_field::needs::level, n);
    const double level = known(written) ? written : required;
    if (level > most || (level == most && needer != no_element && by_id(v, n.source, needer))) {
      needer = n.source;
      most = level;
    }
  }
  if (needer == no_element) return;
  for (const Edge& r : v.in(capability, Relation::raises)) {
    const double level = v.get(edge_field::raises::level, r);
    if (open(v, r.source) && (!known(level) || level >= most)) return;
  }
  run.report(capability).number("maturity", maturity).element("needer", needer).number("level", most);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// Something builds it already, but not far enough: the one that gets nearest.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Edge* best = nullptr;
  Edge kept{};
  double most = 0;
  for (const Edge& e : v.in(r.focus, Relation::raises)) {
    const double level = v.get(edge_field::raises::level, e);
    if (!open(v, e.source) || !known(level)) continue;
    if (best && (level < most || (level == most && by_id(v, kept.source, e.source)))) continue;
    kept = e;
    best = &kept;
    most = level;
  }
  if (!best) return false;
  f.title = "Let {program} raise it to {level}.";
  f.values = {{"program", r.describe(kept.source)}, {"level", number_text(r.number("level"))}};
  f.safety = Safety::display;
  f.patch = set_detail(v, kept, "level", number_text(r.number("level")));
  return !f.patch.empty();
}

} // namespace

extern const Rule capability_not_raised = {
    .code = "NL909",
    .name = "capability-not-raised",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::capability),
    .question = "Is what the plan needs to be able to do being built?",
    .message =
        "{focus} is at level {maturity} of 5, but {needer} needs {level}, and nothing raises it that far.",
    .advice = "Plan a program that builds it and name it under \"raises\", or need less.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
