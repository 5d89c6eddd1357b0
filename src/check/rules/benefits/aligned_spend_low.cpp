#include "check/reading.hpp"
#include "check/spending.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact line_of_sight", "fact work_units", "fact load"};
constexpr std::string_view causes[] = {"NL202", "NL206"};
constexpr Parameter parameters[] = {{"share", 0.8, "share of the spend that should be aligned"}};

struct Stray {
  double amount;
  Element unit;
};

/// The work with the greatest amounts that are not aligned, at most ten.
std::vector<Element> strays(RuleRun& run, bool money) {
  const LineOfSight& sight = run.facts.line_of_sight();
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  std::vector<Stray> all;
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    const auto own = load.of_unit(unit);
    if (own.empty()) continue;
    Sum sum;
    for (const std::uint32_t i : own) {
      const Demand& d = load.demands()[i];
      const double x = money ? d.money : d.dated() ? d.total_hours() : unknown_number;
      if (known(x)) sum.add(x);
    }
    const double astray = sum.value() * (1 - divide_spend(sight, work, unit).aligned);
    if (astray > 1e-9) all.push_back({astray, work.element(unit)});
  }
  const std::size_t n = std::min<std::size_t>(all.size(), 10);
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n), all.end(),
                    [&](const Stray& a, const Stray& b) {
                      return a.amount != b.amount ? a.amount > b.amount : by_id(run.view, a.unit, b.unit);
                    });
  std::vector<Element> elements;
  for (std::size_t i = 0; i < n; ++i) elements.push_back(all[i].unit);
  return elements;
}

void decide(RuleRun& run, Element strategy) {
  const LineOfSight& sight = run.facts.line_of_sight();
  if (!sight.has_tops()) return; // NL201 speaks
  const Spending spending = aligned_spend(sight, run.facts.work(), run.facts.load(), {});
  const bool money = spending.money.total > 0;
  const AlignedSpend& s = money ? spending.money : spending.hours;
  if (!(s.share() < run.parameter(0))) return;
  const double worst = std::max({s.no_goal, s.no_line_of_sight, s.negative});
  auto report = run.report(strategy);
  report.number("percent", std::round(100 * s.share()))
      .text("what", money ? "money" : "hours")
      .number("aligned", s.aligned)
      .number("total", s.total)
      .text("cause", worst == s.no_goal            ? "goes to no goal"
                     : worst == s.no_line_of_sight ? "goes to goals that lead to no vision or mission"
                                                   : "goes where it does harm");
  relate(report, run.view, strays(run, money));
}

std::string render(const Rendering& r) {
  const bool money = r.text("what") == "money";
  const auto show = [&](std::string_view name) {
    const double x = r.number(name);
    return money ? amount(r.view, x) : number_text(std::round(x)) + " hours";
  };
  return "Only " + number_text(r.number("percent")) + " % of the " + r.text("what") + ", " + show("aligned") +
         " of " + show("total") + (money ? ", serves" : ", serve") +
         " goals that lead to the top; most of the rest " + r.text("cause") + ".";
}

} // namespace

extern const Rule aligned_spend_low = {
    .code = "NL957",
    .name = "aligned-spend-low",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does most of the spend serve goals that lead somewhere?",
    .message = "Only {percent} % of the {what}, {aligned} of {total}, serve goals that lead to "
               "the top; most of the rest {cause}.",
    .advice = "Let the work help a goal with a line of sight to the vision, or stop paying for "
              "it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad | Pack::money,
};

} // namespace northline::rules
