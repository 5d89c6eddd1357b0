#include "check/reading.hpp"
#include "check/spending.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "goes to no goal",
    "goes to goals that lead to no vision or mission",
    "goes where it does harm",
};
constexpr Variant variants[] = {
    {"money", "Only {percent} % of the money, {aligned:amount} of {total:amount}, serves goals that lead to "
              "the top; most of the rest {cause}."},
    {"hours", "Only {percent} % of the hours, {aligned} of {total} hours, serve goals that lead to the top; "
              "most of the rest {cause}."},
};
constexpr std::string_view footprint[] = {
    "fact line_of_sight", "fact goal_graph",      "fact work_units",        "fact load",
    "all channel.status", "all channel>consumes", "all channel<uses.status"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL003", "NL202", "NL206", "NL415"};
constexpr Parameter parameters[] = {{"share", 0.8, "share of the spend that should be aligned"}};

struct Stray {
  double amount;
  Element unit;
};

// The same division as in the score; single roundings do not matter here, so plain sums will do.
struct Spend {
  double total = 0, aligned = 0, no_line_of_sight = 0, negative = 0;
  std::vector<Stray> strays;
  bool unused = false; ///< some of it goes to channels that nothing uses
  double no_goal() const { return total - aligned - no_line_of_sight - negative; }
};

Spend spend_of(RuleRun& run, bool money) {
  const LineOfSight& sight = run.facts.line_of_sight();
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  const auto amount_of = [money](const Demand& d) {
    const double x = money ? d.money : d.dated() ? d.total_hours() : 0;
    return known(x) ? x : 0;
  };
  Spend s;
  for (const Demand& d : load.demands()) {
    s.total += amount_of(d);
    s.unused = s.unused || (d.consumer == no_element && amount_of(d) > 0);
  }
  if (!(s.total > 0)) return s;
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    double sum = 0;
    for (const std::uint32_t i : load.of_unit(unit)) sum += amount_of(load.demands()[i]);
    if (!(sum > 0)) continue;
    const Division d = divide_spend(sight, work, unit);
    s.aligned += sum * d.aligned;
    s.no_line_of_sight += sum * d.no_line_of_sight;
    s.negative += sum * d.negative;
    if (d.aligned < 1 - 1e-9) s.strays.push_back({sum * (1 - d.aligned), work.element(unit)});
  }
  return s;
}

/// Adds goals that the work is for and that lead nowhere.
void tell_goals(RuleRun& run, std::vector<Element>& astray) {
  const LineOfSight& sight = run.facts.line_of_sight();
  const WorkUnits& work = run.facts.work();
  std::vector<Element> goals;
  for (const Element e : astray) {
    const std::uint32_t row =
        run.view.is(e, Kind::program) ? work.row_of_program(e) : work.row_of_activity(e);
    const std::uint32_t at = contributing_unit(work, row);
    if (at == no_row) continue;
    for (const Contribution& c : work.to_goals(at))
      if (!sight.of_row(c.other).positive) goals.push_back(run.facts.goals().rows().at(c.other));
  }
  std::sort(goals.begin(), goals.end(), [&](Element a, Element b) { return by_id(run.view, a, b); });
  goals.erase(std::unique(goals.begin(), goals.end()), goals.end());
  astray.insert(astray.end(), goals.begin(),
                goals.begin() + std::min<std::ptrdiff_t>(5, goals.end() - goals.begin()));
}

/// Adds channels that take something and are used by no work.
void tell_channels(const View& v, std::vector<Element>& astray) {
  std::vector<Element> channels;
  v.each(Kind::channel, [&](Element channel) {
    if (v.out(channel, Relation::consumes).empty() || !in_force(v, channel)) return;
    for (const Edge& u : v.in(channel, Relation::uses))
      if (!v.is(u.source, Kind::metric) && in_force(v, u.source)) return;
    channels.push_back(channel);
  });
  std::sort(channels.begin(), channels.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  astray.insert(astray.end(), channels.begin(),
                channels.begin() + std::min<std::ptrdiff_t>(5, channels.end() - channels.begin()));
}

void decide(RuleRun& run, Element strategy) {
  if (!run.facts.line_of_sight().has_tops()) return; // NL201 speaks
  bool money = true;
  Spend s = spend_of(run, money);
  if (!(s.total > 0)) s = spend_of(run, money = false);
  if (!(s.total > 0) || s.aligned / s.total >= run.parameter(0) - 1e-9) return;
  const double worst = std::max({s.no_goal(), s.no_line_of_sight, s.negative});
  const std::size_t n = std::min<std::size_t>(s.strays.size(), 10);
  std::partial_sort(s.strays.begin(), s.strays.begin() + static_cast<std::ptrdiff_t>(n), s.strays.end(),
                    [&](const Stray& a, const Stray& b) {
                      return a.amount != b.amount ? a.amount > b.amount : by_id(run.view, a.unit, b.unit);
                    });
  std::vector<Element> astray;
  for (std::size_t i = 0; i < n; ++i) astray.push_back(s.strays[i].unit);
  tell_goals(run, astray);
  if (s.unused) tell_channels(run.view, astray);
  auto report = run.report(strategy);
  report.number("percent", std::floor(100 * s.aligned / s.total + 1e-9))
      .text("what", money ? "money" : "hours")
      .number("aligned", s.aligned)
      .number("total", s.total)
      .text("cause", worst == s.negative           ? "goes where it does harm"
                     : worst == s.no_line_of_sight ? "goes to goals that lead to no vision or mission"
                                                   : "goes to no goal");
  relate(report, run.view, std::move(astray));
}

std::string render(const Rendering& r) { return r.say(r.text("what")); }

} // namespace

extern const Rule aligned_spend_low = {
    .code = "NL957",
    .name = "aligned-spend-low",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does most of the spend serve goals that lead somewhere?",
    .message =
        "Only {percent} % of what is spent serves goals that lead to the top; most of the rest {cause}.",
    .advice = "Let the work help a goal with a line of sight to the vision, or stop paying for "
              "it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad | Pack::money,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
