#pragma once
// The tracer with the part that follows hours and money.
#include "score/tracer.hpp"

namespace northline {

template <class Tape> void Tracer<Tape>::trace_load() {
  const WorkUnits& work = engine_.work();
  const Load& load = engine_.load();
  const Rows& resources = load.resources();
  const std::span<const Demand> demands = load.demands();
  // Demands come in the order in which Load lists them: by resource, and for each as they were met.
  std::vector<std::uint32_t> next(resources.size());
  for (std::uint32_t r = 0; r < resources.size(); ++r)
    next[r] = static_cast<std::uint32_t>(load.of(resources.at(r)).data() - demands.data());
  hours_.assign(demands.size(), constant(unknown_number));
  money_.assign(demands.size(), constant(unknown_number));
  if constexpr (Tape::replays) stated_.assign(demands.size(), 0);
  const auto put = [&](const Edge& payload, Traced hours, Traced money) {
    const std::uint32_t i = next[resources.of(payload.target)]++;
    hours_[i] = hours;
    money_[i] = money;
    if constexpr (Tape::replays)
      stated_[i] =
          static_cast<std::uint8_t>((view_.get(edge_field::consumes::start, payload).known() ? 1U : 0U) |
                                    (view_.get(edge_field::consumes::end, payload).known() ? 2U : 0U));
  };
  const auto money_of = [&](const Edge& e) {
    const Quantity q = view_.get(edge_field::consumes::money, e);
    return q.given ? number(NumberColumn::consumes_money, e, q, unknown_number) : constant(0);
  };
  const auto hours_of = [&](const Edge& e) {
    return number(NumberColumn::consumes_hours, e, view_.get(edge_field::consumes::hours_per_week, e),
                  unknown_number);
  };
  const auto works = [&](Element resource) { return load.type(resource) == Load::Type::hours; };
  for (std::uint32_t row = 0; row < work.size(); ++row) {
    const Element e = work.element(row);
    if (!engine_.is_present(e)) continue;
    Traced by_cadence = constant(unknown_number);
    if (!work.is_program(row)) {
      unsigned workers = 0;
      bool stated = false;
      for (const Edge& edge : view_.out(e, Relation::consumes)) {
        if (!engine_.is_present(edge.target)) continue;
        stated = stated || view_.get(edge_field::consumes::hours_per_week, edge).known();
        workers += works(edge.target);
      }
      if (workers == 1 && !stated) {
        const ElementOf<Kind::activity> a{e};
        const Raw cadence = view_.get(field::activity::cadence, a);
        const double times = times_a_week(cadence);
        const Traced each = number(NumberColumn::activity_hours_each, a,
                                   view_.get(field::activity::hours_each, a), unknown_number);
        if (known(times) && known(each.v)) {
          const NumberId id = numbers_.of(NumberColumn::activity_per_week, a);
          by_cadence =
              tape_.mul(each, known(numbers_.at(id).value) ? tape_.number(id, times) : constant(times));
        }
      }
    }
    for (const Edge& edge : view_.out(e, Relation::consumes)) {
      if (!engine_.is_present(edge.target)) continue;
      Traced hours = hours_of(edge);
      if (!known(hours.v) && works(edge.target)) hours = by_cadence;
      put(edge, hours, money_of(edge));
    }
  }
  view_.each(Kind::channel, [&](Element c) {
    if (!engine_.is_present(c)) return;
    bool any = false;
    for (const Edge& edge : view_.out(c, Relation::consumes)) any = any || engine_.is_present(edge.target);
    if (!any) return;
    std::vector<Traced> degrees;
    typename Tape::Total sum(tape_);
    for (const Edge& u : view_.in(c, Relation::uses)) {
      const Kind k = view_.kind(u.source);
      if (!engine_.is_present(u.source) || (k != Kind::program && k != Kind::activity)) continue;
      degrees.push_back(number(NumberColumn::uses, u, view_.get(edge_field::uses::degree, u), 1));
      sum.add(degrees.back());
    }
    const Traced total = sum.value();
    const bool equal = !degrees.empty() && is_zero(total);
    for (Traced& d : degrees)
      d = equal ? constant(1.0 / static_cast<double>(degrees.size())) : tape_.div(d, total);
    for (const Edge& edge : view_.out(c, Relation::consumes)) {
      if (!engine_.is_present(edge.target)) continue;
      const Traced hours = hours_of(edge), money = money_of(edge);
      if (degrees.empty()) put(edge, hours, money);
      for (const Traced& share : degrees)
        put(edge, known(hours.v) ? tape_.mul(hours, share) : hours,
            known(money.v) ? tape_.mul(money, share) : money);
    }
  });

  if constexpr (Tape::replays)
    for (std::size_t i = 0; i < demands.size(); ++i)
      if (known(hours_[i].v))
        duration_behind(i, [&](Traced, bool sure) {
          if (!sure) guard_period(i);
        });
  hours_shares_.assign(demands.size(), constant(unknown_number));
  money_shares_.assign(resources.size(), constant(unknown_number));
  for (std::uint32_t r = 0; r < resources.size(); ++r) {
    const ElementOf<Kind::resource> e{resources.at(r)};
    if (!engine_.is_present(e) || !known(load.base(e))) continue;
    const auto capacity = [&] {
      const Traced all =
          number(NumberColumn::resource_capacity, e, view_.get(field::resource::capacity, e), 0);
      const Traced taken =
          number(NumberColumn::resource_committed, e, view_.get(field::resource::committed, e), 0);
      return tape_.max(constant(0), tape_.sub(all, taken));
    };
    const std::size_t first = static_cast<std::size_t>(load.of(e).data() - demands.data());
    const std::size_t n = load.of(e).size();
    if (load.is_budget(e)) {
      typename Tape::Total sum(tape_);
      for (std::size_t i = first; i < first + n; ++i)
        if (known(money_[i].v)) sum.add(money_[i]);
      const Traced total = sum.value();
      money_shares_[r] = is_zero(total) ? constant(1) : tape_.min(constant(1), tape_.div(capacity(), total));
    } else if (load.works(e)) {
      bool short_of = false;
      for (std::size_t i = first; i < first + n; ++i)
        if (known(demands[i].hours) && demands[i].dated())
          short_of = short_of || load.hours_share(static_cast<std::uint32_t>(i)) < 1;
      trace_shares(e, first, n, short_of, capacity);
    }
  }
  equipped_.resize(engine_.unit_count());
  for (std::uint32_t u = 0; u < equipped_.size(); ++u)
    if (engine_.is_present(engine_.unit_element(u))) equipped_[u] = equip(u);
}

template <class Tape>
template <class Capacity>
void Tracer<Tape>::trace_shares(ElementOf<Kind::resource> resource, std::size_t first, std::size_t n,
                                bool short_of, Capacity&& capacity) {
  const std::span<const Demand> demands = engine_.load().demands();
  const auto counts = [&](std::size_t i) { return known(demands[i].hours) && demands[i].dated(); };
  const auto enough = [&] {
    for (std::size_t i = first; i < first + n; ++i)
      if (counts(i)) hours_shares_[i] = constant(1);
  };
  if (!Tape::replays && !short_of) return enough();
  const Traced base = capacity();
  if constexpr (Tape::replays) {
    bool moving = base.n != 0;
    typename Tape::Total sum(tape_);
    for (std::size_t i = first; i < first + n; ++i) {
      if (!counts(i)) continue;
      sum.add(hours_[i]);
      moving = moving || hours_[i].n;
    }
    for (std::size_t i = first; i < first + n; ++i)
      if (counts(i)) duration_behind(i, [&](Traced, bool) { moving = true; });
    if (!short_of && !moving) return enough();
    // Where even all hours at once fit, neither weeks nor periods matter.
    const Traced all = sum.value();
    if (!(base.v < all.v)) {
      static_cast<void>(tape_.less(base, all));
      return enough();
    }
    for (std::size_t i = first; i < first + n; ++i)
      if (counts(i)) guard_period(i);
  }
  const Traced spare =
      number(NumberColumn::resource_slack, resource, view_.get(field::resource::slack, resource), 0);

  // Hours begin and end at weeks; between two such weeks nothing changes.
  struct Event {
    std::int32_t monday;
    Traced hours;
    double times; ///< of the hours; negative: they end
  };
  std::vector<Event> events;
  for (std::size_t i = first; i < first + n; ++i) {
    if (!counts(i)) continue;
    const Demand& d = demands[i];
    const std::int32_t from = monday_of(d.first).days, to = monday_of(d.last).days;
    const auto during = [&](std::int32_t start, std::int32_t last, double times) {
      if (start > last) return;
      events.push_back({start, hours_[i], times});
      events.push_back({last + 7, hours_[i], -times});
    };
    if (from == to) {
      during(from, from, d.days() / 7);
      continue;
    }
    const int head = from + 7 - d.first.days, tail = d.last.days - to + 1;
    if (head < 7) during(from, from, head / 7.0);
    if (tail < 7) during(to, to, tail / 7.0);
    during(head < 7 ? from + 7 : from, tail < 7 ? to - 7 : to, 1);
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.monday < b.monday; });
  struct Weeks {
    std::int32_t from, to; ///< Mondays
    Traced missing;        ///< of every hour asked for
  };
  std::vector<Weeks> weeks;
  Traced running;
  std::size_t open = 0;
  for (std::size_t i = 0; i < events.size();) {
    const std::int32_t monday = events[i].monday;
    typename Tape::Total change(tape_);
    change.add(running);
    for (; i < events.size() && events[i].monday == monday; ++i) {
      change.add(events[i].hours, events[i].times);
      events[i].times > 0 ? ++open : --open;
    }
    running = open != 0 ? change.value() : Traced{};
    if (open == 0 || i >= events.size()) continue;
    const Traced over = tape_.sub(running, base);
    if (!Tape::replays && over.v <= kink) continue;
    // What is left of hours that began and ended by now is rounding, not load.
    if (!tape_.less(constant(1e-9), running)) continue;
    const Traced beyond = tape_.max(constant(0), over);
    const Traced there = tape_.add(base, tape_.mul(slack_worth_, tape_.min(spare, beyond)));
    const Traced share = tape_.min(constant(1), tape_.div(there, running));
    if (share.n == 0 && share.v >= 1) continue;
    weeks.push_back({monday, events[i].monday - 7, complement(share)});
  }
  for (std::size_t i = first; i < first + n; ++i) {
    if (!counts(i)) continue;
    const Demand& d = demands[i];
    const bool by_weeks = is_zero(hours_[i]);
    const std::int32_t from = by_weeks ? monday_of(d.first).days : d.first.days;
    const std::int32_t to = by_weeks ? monday_of(d.last).days + 6 : d.last.days;
    auto w = std::lower_bound(weeks.begin(), weeks.end(), from,
                              [](const Weeks& x, std::int32_t day) { return x.to + 6 < day; });
    typename Tape::Total missing(tape_);
    for (; w != weeks.end() && w->from <= to; ++w)
      missing.add(w->missing, static_cast<double>(std::min(w->to + 6, to) - std::max(w->from, from) + 1) /
                                  (to - from + 1));
    hours_shares_[i] = complement(missing.value());
  }
}

/// Calls f(duration, sure) if a duration that varies decides when the demand ends; sure: it then cannot end
/// before it begins.
template <class Tape> template <class F> void Tracer<Tape>::duration_behind(std::size_t i, F&& f) {
  const Demand& d = engine_.load().demands()[i];
  bool begun = (stated_[i] & 1U) != 0;
  if (d.consumer == no_element || (stated_[i] & 2U) != 0) return;
  const WorkUnits& work = engine_.work();
  std::uint32_t row = no_row;
  if (view_.is(d.consumer, Kind::program)) {
    row = work.row_of_program(d.consumer);
  } else {
    const ElementOf<Kind::activity> a{d.consumer};
    if (view_.get(field::activity::end, a).known()) return;
    begun = begun || view_.get(field::activity::start, a).known();
    row = work.home(work.row_of_activity(d.consumer));
  }
  for (; row != no_row; row = work.home(row)) {
    const ElementOf<Kind::program> p{work.element(row)};
    const bool starts = view_.get(field::program::start, p).known();
    const Quantity q = view_.get(field::program::duration, p);
    if (starts && q.known()) {
      const Traced days = number(NumberColumn::program_duration, p, q, 0);
      if (days.n) f(days, !begun);
      return;
    }
    if (view_.get(field::program::end, p).known()) return;
    begun = begun || starts;
  }
}

/// The last day of a period moves in whole days.
template <class Tape> void Tracer<Tape>::guard_period(std::size_t i) {
  duration_behind(i, [&](Traced days, bool) {
    const double last = std::ceil(std::max(1.0, days.v));
    static_cast<void>(tape_.less(constant(last), days));
    if (last > 1) static_cast<void>(tape_.less(constant(last - 1), days));
  });
}

} // namespace northline
