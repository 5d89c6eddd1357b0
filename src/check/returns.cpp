#include "check/returns.hpp"

#include "check/balance.hpp"
#include "facts/sum.hpp"

#include <algorithm>
#include <cmath>

namespace northline {
namespace {

/// Share of the benefit that is promised at most: all of it where somebody does not say how much.
double promised(const View& v, Element benefit) {
  Sum shares;
  for (const Edge& e : v.in(benefit, Relation::delivers)) {
    if (!in_force(v, e.source)) continue;
    const Quantity share = v.get(edge_field::delivers::share, e);
    if (!share.known()) return 1;
    shares.add(share.high);
  }
  return shares.count() == 0 ? 1 : std::min(shares.value(), 1.0);
}

bool benefits(RuleRun& run, double years, double others, Balance& gains, std::vector<Element>& partly) {
  const View& v = run.view;
  bool known = true, any = false;
  v.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> b) {
    if (!known || !in_force(v, b)) return;
    const auto who = v.get(field::benefit::beneficiary, b);
    const bool own = who == choice::beneficiary::company || who == choice::beneficiary::absent;
    if (!own && others == 0) return;
    const Quantity value = v.get(field::benefit::value, b);
    known = value.known();
    if (!known) return;
    any = true;
    const double share = promised(v, b);
    if (share < 1) partly.push_back(b);
    gains.add(value, years * share * (own ? 1 : others));
  });
  return known && any;
}

// Money that is consumed, and hours at the rate of whoever works them. A program that states no consumption
// of money, neither itself nor inside, is taken to spend its budget. Activities' own prices, tools by the
// month and everything unknown are left out: they would only add to the costs.
bool costs(RuleRun& run, Balance& spent) {
  const View& v = run.view;
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  bool any = false;
  const auto spend = [&](const Quantity& q, double by) {
    any = true;
    spent.add(q, by);
  };
  for (const Kind kind : {Kind::program, Kind::activity, Kind::channel, Kind::metric})
    v.each(kind, [&](Element e) {
      const EdgeRange consumes = v.out(e, Relation::consumes);
      if (consumes.empty() || !in_force(v, e)) return;
      for (const Edge& c : consumes) {
        const Quantity money = v.get(edge_field::consumes::money, c);
        if (money.known() && money.high > 0 && in_force(v, c.target)) spend(money, -1);
      }
    });
  for (const Demand& d : load.demands()) {
    if (!known(d.hours) || !d.dated()) continue;
    const Quantity rate = v.get(field::resource::rate, v.as<Kind::resource>(d.resource));
    if (rate.known() && d.total_hours() > 0) spend(rate, -d.total_hours());
  }
  for (std::uint32_t row = 0; row < work.program_count(); ++row) {
    if (work.unit(row) == no_row || work.home(row) != no_row) continue;
    const ElementOf<Kind::program> program{work.element(row)};
    const Quantity budget = v.get(field::program::budget, program);
    if (!budget.known() || !(budget.high > 0)) continue;
    bool spends = false;
    work.each_member(row, [&](std::uint32_t member) {
      if (spends || !work.is_program(member)) return;
      for (const std::uint32_t i : load.of_unit(member))
        spends = spends || (known(load.demands()[i].money) && load.demands()[i].money > 0);
    });
    if (!spends) spend(budget, -1);
  }
  return any;
}

/// Probability that the range lies at or below x; of the two shapes that may be meant the smaller.
double at_most(const Range& r, double x) {
  if (x >= r.high) return 1;
  if (x <= r.low) return 0;
  const double whole = r.high - r.low;
  const double triangular = x <= r.likely ? (x - r.low) * (x - r.low) / (whole * (r.likely - r.low))
                                          : 1 - (r.high - x) * (r.high - x) / (whole * (r.high - r.likely));
  return r.even() ? std::min(triangular, (x - r.low) / whole) : triangular;
}

} // namespace

void sort_terms(std::vector<Range>& terms) {
  std::sort(terms.begin(), terms.end(), [](const Range& a, const Range& b) {
    const double wa = a.high - a.low, wb = b.high - b.low;
    if (wa != wb) return wa > wb;
    if (a.low != b.low) return a.low < b.low;
    return a.likely < b.likely;
  });
}

PlanReturn plan_return(RuleRun& run, double years_after, double others) {
  PlanReturn result;
  const ElementOf<Kind::strategy> root{root_element};
  const Date start = run.view.get(field::strategy::start, root),
             end = run.view.get(field::strategy::end, root);
  if (!start.known() || !end.known() || end < start) return result;
  result.years = (end - start + 1) / 365.25 + years_after;
  Balance gains{{}, {}, result.terms}, spent{{}, {}, result.terms};
  if (!benefits(run, result.years, others, gains, result.partly) || !costs(run, spent)) return result;
  result.benefits = gains.expected.value();
  result.costs = -spent.expected.value();
  result.certain = gains.certain.value() + spent.certain.value();
  result.known = true;
  sort_terms(result.terms);
  return result;
}

// The widest ranges are put on a grid, every piece of probability moved up to the next point; the others
// count with their upper end. So the sum worked out is never below the true one, and neither is a probability
// of loss above it. With 1,024 cells over all widths and 24 ranges the bound is off by what lies within 24
// cells, a fortieth of the width of the sum.
double least_probability_of_loss(const PlanReturn& plan) {
  constexpr std::size_t most = 24;
  constexpr double cells = 1024;
  std::vector<const Range*> wide;
  Sum width, fixed;
  fixed.add(plan.certain);
  for (const Range& r : plan.terms) {
    if (wide.size() < most && r.high > r.low) {
      wide.push_back(&r);
      width.add(r.high - r.low);
      fixed.add(r.low);
    } else {
      fixed.add(r.high);
    }
  }
  if (wide.empty()) return fixed.value() < 0 ? 1 : 0;
  const double cell = width.value() / cells;
  std::vector<double> sum{1}, piece, next;
  for (const Range* r : wide) {
    const auto count = static_cast<std::size_t>(std::ceil((r->high - r->low) / cell - 1e-9));
    piece.assign(count + 1, 0);
    double before = 0;
    for (std::size_t k = 1; k <= count; ++k) {
      const double up_to = k == count ? 1 : at_most(*r, r->low + static_cast<double>(k) * cell);
      piece[k] = std::max(0.0, up_to - before);
      before = std::max(before, up_to);
    }
    next.assign(sum.size() + count, 0);
    for (std::size_t i = 0; i < sum.size(); ++i)
      for (std::size_t k = 1; k <= count; ++k) next[i + k] += sum[i] * piece[k];
    sum.swap(next);
  }
  double below = 0;
  for (std::size_t i = 0; i < sum.size(); ++i)
    if (fixed.value() + static_cast<double>(i) * cell < 0) below += sum[i];
  return std::min(below, 1.0);
}

} // namespace northline
