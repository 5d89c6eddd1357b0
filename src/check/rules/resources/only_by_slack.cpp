#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {work} take {hours} hours a week, which is what is left.",
};
constexpr std::string_view footprint[] = {"status", "slack", "fact load"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  if (!in_force(v, resource)) return;
  const double slack = v.get(field::resource::slack, v.as<Kind::resource>(resource)).point_or(0);
  if (!(slack > 0)) return;
  const Load& load = run.facts.load();
  if (!load.works(resource) || !known(load.base(resource))) return;
  const double base = load.base(resource);
  if (load.surely_within(resource, base)) return;
  WeekLoad worst{};
  double most = base * (1 + 1e-9);
  for (const WeekLoad& w : load.weeks(resource)) {
    if (!(w.hours > most)) continue;
    most = w.hours;
    worst = w;
  }
  // Over everything there is: another check says so.
  if (!worst.from.known() || most > (base + slack) * (1 + 1e-9)) return;
  std::vector<Element> asking;
  for (const Demand& d : load.of(resource))
    if (d.consumer != no_element && known(d.hours) && d.dated() && d.first <= worst.from + 6 &&
        worst.from <= d.last)
      asking.push_back(d.consumer);
  auto report = run.report(resource);
  report.number("hours", most).date("week", worst.from).number("base", base);
  relate(report, v, std::move(asking));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!few_elements(v)) return false;
  Facts facts(v);
  const Load& load = facts.load();
  const double there = load.base(r.focus);
  return offer_what_is_left(r, f, load, there);
}

} // namespace

extern const Rule only_by_slack = {
    .code = "NL502",
    .name = "only-by-slack",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::resource),
    .question = "Do the hours suffice without the quiet ones?",
    .message = "{focus} is asked for {hours} hours in the week of {week}; {base} are planned, the rest comes "
               "from slack.",
    .advice = "Plan the work into the hours there are, and keep slack for what nobody foresaw.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::clover | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
