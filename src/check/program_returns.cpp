#include "check/program_returns.hpp"

#include "check/balance.hpp"
#include "facts/sum.hpp"

#include <algorithm>
#include <set>

namespace northline {
namespace {

constexpr std::uint64_t most_steps = 10'000'000;

/// Somebody who gets a part of what is divided, and the size by which it is divided; NaN: none was given.
struct Claim {
  std::uint32_t row;
  double size;
};

/// The parts of 1 that claims get. Those without a size count like the mean of the others.
std::vector<double> parts_of(const std::vector<Claim>& claims) {
  Sum given;
  for (const Claim& c : claims)
    if (known(c.size)) given.add(c.size);
  const double mean = given.count() != 0 ? given.value() / static_cast<double>(given.count()) : 1;
  const double all = given.value() + mean * static_cast<double>(claims.size() - given.count());
  std::vector<double> parts;
  for (const Claim& c : claims) parts.push_back(all > 0 ? (known(c.size) ? c.size : mean) / all : 0);
  return parts;
}

class Returns {
public:
  Returns(RuleRun& run, double years, double others)
      : run_(run), v_(run.view), goals_(run.facts.goals()), work_(run.facts.work()), years_(years),
        others_(others), slot_(work_.size(), no_row), amount_(goals_.rows().size()) {}

  std::vector<ProgramReturn> all() {
    for (std::uint32_t row = 0; row < work_.program_count(); ++row)
      if (work_.unit(row) == row && work_.home(row) == no_row && open(v_, work_.element(row))) {
        slot_[row] = static_cast<std::uint32_t>(out_.size());
        out_.push_back({work_.element(row), {}});
        rows_.push_back(row);
      }
    parts_.resize(out_.size());
    v_.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> b) {
      const auto who = v_.get(field::benefit::beneficiary, b);
      const bool own = who == choice::beneficiary::company || who == choice::beneficiary::absent;
      if (in_force(v_, b) && (own || others_ > 0)) divide(b, own ? 1 : others_);
    });
    if (steps_ > most_steps) return {};
    for (std::uint32_t i = 0; i < out_.size(); ++i) settle(i);
    return std::move(out_);
  }

private:
  struct Part {
    ElementOf<Kind::benefit> benefit;
    double share;
  };

  /// Gives a part to the program that the work belongs to in the end.
  void give(std::uint32_t row, ElementOf<Kind::benefit> b, double share) {
    unsigned depth = 0;
    while (work_.home(row) != no_row && depth++ < 64) row = work_.home(row);
    if (slot_[row] == no_row || !(share > 0)) return;
    auto& parts = parts_[slot_[row]];
    if (!parts.empty() && parts.back().benefit == b)
      parts.back().share += share;
    else
      parts.push_back({b, share});
  }

  void divide(ElementOf<Kind::benefit> b, double counts) {
    std::vector<Edge> sources;
    Sum given;
    for (const Edge& e : v_.in(b, Relation::delivers)) {
      if (!in_force(v_, e.source)) continue;
      sources.push_back(e);
      if (const Quantity s = v_.get(edge_field::delivers::share, e); s.known()) given.add(s.point());
    }
    // Shares sum to at most 1; those who give none have equal parts of the rest.
    const double told = given.value();
    const auto untold = static_cast<double>(sources.size() - given.count());
    std::set<std::uint32_t> next; // components; what lies above has the smaller number
    for (const Edge& e : sources) {
      const Quantity s = v_.get(edge_field::delivers::share, e);
      const double share =
          counts * (s.known() ? s.point() / std::max(told, 1.0) : std::max(0.0, 1 - told) / untold);
      if (v_.is(e.source, Kind::program)) {
        give(work_.row_of_program(e.source), b, share);
      } else if (v_.is(e.source, Kind::goal)) {
        const std::uint32_t row = goals_.rows().of(e.source);
        if (goals_.component(row) == no_row) continue;
        amount_[row] += share;
        next.insert(goals_.component(row));
      }
    }
    while (!next.empty() && steps_ <= most_steps) {
      const std::uint32_t c = *next.begin();
      next.erase(next.begin());
      // Goals in a circle serve each other: what one of them delivers all of them deliver.
      double share = 0;
      std::vector<Claim> work, below;
      for (const std::uint32_t row : goals_.members(c)) {
        share += amount_[row];
        amount_[row] = 0;
        for (const Contribution& to : work_.to_goal(row)) work.push_back({to.other, to.contribution});
        for (const std::uint32_t lower : goals_.below(row)) {
          if (goals_.component(lower) == c) continue;
          for (const GoalEdge& up : goals_.above(lower))
            if (up.goal == row) below.push_back({lower, up.known ? 50 * (up.low + up.high) : unknown_number});
        }
      }
      steps_ += work.size() + below.size() + 1;
      const std::size_t workers = work.size();
      work.insert(work.end(), below.begin(), below.end());
      const std::vector<double> parts = parts_of(work);
      for (std::size_t i = 0; i < work.size(); ++i) {
        if (i < workers) {
          give(work[i].row, b, share * parts[i]);
        } else {
          amount_[work[i].row] += share * parts[i];
          next.insert(goals_.component(work[i].row));
        }
      }
    }
    for (const std::uint32_t c : next)
      for (const std::uint32_t row : goals_.members(c)) amount_[row] = 0;
  }

  /// The range of what a demand takes: that of the consumer's own word, else what falls on it of a channel.
  Quantity money_of(const Demand& d) const {
    for (const Edge& c : v_.out(d.consumer, Relation::consumes))
      if (c.target == d.resource)
        if (const Quantity q = v_.get(edge_field::consumes::money, c); q.known() && q.point() == d.money)
          return q;
    Quantity q;
    q.low = q.likely = q.high = d.money;
    q.given = true;
    return q;
  }

  void settle(std::uint32_t i) {
    PlanReturn& r = out_[i].gain;
    r.years = years_;
    Balance gains{{}, {}, r.terms}, spent{{}, {}, r.terms};
    bool valued = !parts_[i].empty(), costs = false, spends = false;
    for (const Part& p : parts_[i]) {
      const Quantity value = v_.get(field::benefit::value, p.benefit);
      valued = valued && value.known();
      if (value.known()) gains.add(value, years_ * p.share);
    }
    work_.each_member(rows_[i], [&](std::uint32_t member) {
      if (!work_.is_unit(member)) return; // what its activities take stands with the unit
      for (const std::uint32_t at : run_.facts.load().of_unit(member)) {
        const Demand& d = run_.facts.load().demands()[at];
        if (known(d.money) && d.money > 0) {
          costs = spends = true;
          spent.add(money_of(d), -1);
        }
        const Quantity rate = v_.get(field::resource::rate, v_.as<Kind::resource>(d.resource));
        if (known(d.hours) && d.dated() && d.total_hours() > 0 && rate.known()) {
          costs = true;
          spent.add(rate, -d.total_hours());
        }
      }
    });
    const Quantity budget = v_.get(field::program::budget, ElementOf<Kind::program>{out_[i].program});
    if (!spends && budget.known() && budget.high > 0) {
      costs = true;
      spent.add(budget, -1);
    }
    r.known = valued && costs;
    r.benefits = gains.expected.value();
    r.costs = -spent.expected.value();
    r.certain = gains.certain.value() + spent.certain.value();
    sort_terms(r.terms);
  }

  RuleRun& run_;
  const View& v_;
  const GoalGraph& goals_;
  const WorkUnits& work_;
  double years_, others_;
  std::vector<std::uint32_t> slot_, rows_; ///< place in out_ by row of work, and back
  std::vector<double> amount_;             ///< by goal, of the benefit that is being divided
  std::vector<std::vector<Part>> parts_;
  std::vector<ProgramReturn> out_;
  std::uint64_t steps_ = 0;
};

} // namespace

std::vector<ProgramReturn> program_returns(RuleRun& run, double years_after, double others) {
  const ElementOf<Kind::strategy> root{root_element};
  const Date start = run.view.get(field::strategy::start, root),
             end = run.view.get(field::strategy::end, root);
  if (!start.known() || !end.known() || end < start) return {};
  return Returns(run, (end - start + 1) / 365.25 + years_after, others).all();
}

} // namespace northline
