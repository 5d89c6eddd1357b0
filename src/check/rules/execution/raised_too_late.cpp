#include "check/periods.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "status",         "maturity",      "required",    "<needs.status",    "<needs.start",
    "<raises.status", "<raises.start", "<raises.end", "<raises.duration", "<raises.continuous"};

void decide(RuleRun& run, Element capability) {
  const View& v = run.view;
  const ElementOf<Kind::capability> c{capability};
  const double maturity = v.get(field::capability::maturity, c);
  if (!known(maturity) || !in_force(v, capability)) return;
  const double required = v.get(field::capability::required, c);
  Element needer = no_element;
  Date start;
  double needed = maturity;
  for (const Edge& n : v.in(capability, Relation::needs)) {
    if (!v.is(n.source, Kind::program) || !open(v, n.source)) continue;
    const double written = v.get(edge_field::needs::level, n);
    const double level = known(written) ? written : required;
    const Date day = v.get(field::program::start, v.as<Kind::program>(n.source));
    if (!(level > maturity) || !day.known()) continue;
    if (needer != no_element && (start < day || (start == day && by_id(v, needer, n.source)))) continue;
    needer = n.source;
    start = day;
    needed = level;
  }
  if (needer == no_element) return;
  Date ready;
  for (const Edge& r : v.in(capability, Relation::raises)) {
    const double level = v.get(edge_field::raises::level, r);
    if (!open(v, r.source) || (known(level) && level < needed)) continue;
    Date day = v.get(edge_field::raises::date, r);
    if (!day.known()) day = last_day(v, r.source);
    if (!day.known()) return; // it may be there in time
    if (!ready.known() || day < ready) ready = day;
  }
  if (ready.known() && start < ready)
    run.report(capability).date("day", ready).element("needer", needer).date("start", start);
}

} // namespace

extern const Rule raised_too_late = {
    .code = "NL927",
    .name = "raised-too-late",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::capability),
    .question = "Is the capability there when the work that needs it starts?",
    .message = "{focus} is raised by {day}, but {needer} needs it from {start} on.",
    .advice = "Begin the learning earlier, or the work later.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::clover,
};

} // namespace northline::rules
