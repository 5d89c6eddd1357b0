#include "check/mending.hpp"
#include "check/periods.hpp"
#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {needer} start on {a}, when it is there.",
};
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

// The work begins when it is there, as long as that does not make it late for a goal, or others late.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element needer = r.element("needer");
  const Date start = r.date("start"), ready = r.date("day");
  if (!v.in(needer, Relation::depends_on).empty() || !v.in(needer, Relation::part_of).empty() ||
      !v.out(needer, Relation::part_of).empty())
    return false;
  const Date end = v.get(field::program::end, v.as<Kind::program>(needer)), last = last_day(v, needer);
  const Date later = (last.known() ? last : start) + (ready - start);
  for (const Edge& e : v.out(needer, Relation::contributes_to)) {
    const ElementOf<Kind::goal> g{e.target};
    const Date due = v.get(field::goal::due, g);
    const double lag = std::min(v.get(field::goal::lag, g).point_or(0), 1e6);
    if (due.known() && open(v, g) && due + -static_cast<std::int32_t>(std::ceil(lag)) < later) return false;
  }
  f.title = "Let {needer} start on " + to_string(ready) + ", when it is there.";
  f.values = {{"needer", r.describe(needer)}};
  f.safety = Safety::display;
  f.patch = joined({set_member(v, needer, "start", quoted(ready)),
                    end.known() ? set_member(v, needer, "end", quoted(end + (ready - start))) : ""});
  return true;
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
    .fix = fix,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
