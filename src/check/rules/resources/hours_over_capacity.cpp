#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {work} take {hours} hours a week, which is what is left.",
};
constexpr std::string_view footprint[] = {"status", "slack", "fact load"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  if (!in_force(v, resource)) return;
  const Load& load = run.facts.load();
  if (!load.works(resource) || !known(load.base(resource))) return;
  // Slack counts in full here: what only slack carries is another question.
  const double there =
      load.base(resource) + v.get(field::resource::slack, v.as<Kind::resource>(resource)).point_or(0);
  double together = 0;
  for (const Demand& d : load.of(resource))
    if (known(d.hours) && d.dated()) together += d.hours;
  if (together <= there || load.surely_within(resource, there)) return;
  std::int64_t weeks = 0;
  WeekLoad worst{};
  double most = there * (1 + 1e-9);
  const double limit = most;
  for (const WeekLoad& w : load.weeks(resource)) {
    if (!(w.hours > limit)) continue;
    weeks += (w.to - w.from) / 7 + 1;
    if (w.hours > most) {
      most = w.hours;
      worst = w;
    }
  }
  if (weeks == 0) return;
  std::vector<const Demand*> asking;
  for (const Demand& d : load.of(resource))
    if (d.consumer != no_element && known(d.hours) && d.dated() && d.first <= worst.from + 6 &&
        worst.from <= d.last)
      asking.push_back(&d);
  std::sort(asking.begin(), asking.end(), [&](const Demand* a, const Demand* b) {
    return a->hours != b->hours ? a->hours > b->hours : run.view.id(a->consumer) < run.view.id(b->consumer);
  });
  auto report = run.report(resource);
  report.number("hours", most)
      .number("there", there)
      .date("week", worst.from)
      .number("weeks", static_cast<double>(weeks));
  for (std::size_t i = 0; i < asking.size() && i < 10; ++i) report.related(asking[i]->consumer);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!few_elements(v)) return false;
  Facts facts(v);
  const Load& load = facts.load();
  const double there =
      load.base(r.focus) + v.get(field::resource::slack, v.as<Kind::resource>(r.focus)).point_or(0);
  return offer_what_is_left(r, f, load, there);
}

} // namespace

extern const Rule hours_over_capacity = {
    .code = "NL501",
    .name = "hours-over-capacity",
    .category = Category::resources,
    .severity = Severity::error,
    .focus = kinds(Kind::resource),
    .question = "Are there enough hours in every week?",
    .message = "{focus} is asked for {hours} of {there} hours in the week of {week}, the worst; {weeks} "
               "{weeks|week is|weeks are} over capacity.",
    .advice = "Move work to other weeks or people, ask for less, or find the hours that are missing.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
