#include "facts/load.hpp"

#include "base/json_text.hpp"
#include "facts/sum.hpp"

#include <charconv>
#include <limits>

namespace northline {
namespace {

constexpr double year = 365.25;

/// A whole number of at least 1, or 0.
unsigned positive_integer(std::string_view text) {
  unsigned n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() ? n : 0;
}

/// Average times a week of a recurrence rule; COUNT, UNTIL and EXDATE do not change the rate.
double rate_of_rule(std::string_view rule) {
  double alone = unknown_number;
  unsigned interval = 1, weekdays = 0;
  while (!rule.empty()) {
    const std::size_t end = std::min(rule.find(';'), rule.size());
    const std::string_view part = rule.substr(0, end);
    rule.remove_prefix(std::min(end + 1, rule.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = part.substr(0, equals);
    std::string_view value = part.substr(equals + 1);
    if (name == "FREQ") {
      if (value == "DAILY")
        alone = 7;
      else if (value == "WEEKLY")
        alone = 1;
      else if (value == "MONTHLY")
        alone = 12 * 7 / year;
      else if (value == "YEARLY")
        alone = 7 / year;
      else
        return unknown_number;
    } else if (name == "INTERVAL") {
      interval = positive_integer(value);
    } else if (name == "BYDAY") {
      constexpr std::string_view names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
      unsigned seen = 0;
      while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        for (unsigned d = 0; d < 7; ++d)
          if (value.substr(0, comma) == names[d]) seen |= 1U << d;
        value.remove_prefix(std::min(comma + 1, value.size()));
      }
      weekdays = static_cast<unsigned>(__builtin_popcount(seen));
    }
  }
  if (!known(alone) || interval == 0) return unknown_number;
  return (weekdays != 0 ? weekdays : alone) / interval;
}

struct Period {
  Date first, last;
  void fill(Date start, Date end) {
    if (!first.known()) first = start;
    if (!last.known()) last = end;
  }
};

} // namespace

double times_a_week(Raw cadence) {
  if (!cadence.known()) return unknown_number;
  std::string scratch;
  const std::string_view text = cadence.text;
  if (text[cadence.at] == '"') {
    // What nearly everybody writes, without decoding.
    const std::string_view rest = text.substr(cadence.at + 1);
    if (rest.starts_with("weekly\"")) return 1;
    if (rest.starts_with("monthly\"")) return 12 * 7 / year;
    if (rest.starts_with("daily\"")) return 7;
    const std::string_view name = json::string_at(text, cadence.at, scratch);
    switch (static_cast<choice::cadence_name>(std::max(0, find_value(Ref::cadence_name, name)))) {
    case choice::cadence_name::daily:
      return 7;
    case choice::cadence_name::weekly:
      return 1;
    case choice::cadence_name::fortnightly:
      return 0.5;
    case choice::cadence_name::monthly:
      return 12 * 7 / year;
    case choice::cadence_name::quarterly:
      return 4 * 7 / year;
    case choice::cadence_name::half_yearly:
      return 2 * 7 / year;
    case choice::cadence_name::yearly:
      return 7 / year;
    default:
      return unknown_number;
    }
  }
  if (text[cadence.at] != '{') return unknown_number;
  for (json::Walker w(text, cadence.at); w.next();) {
    const char first = text[w.value_at()];
    if (w.raw_key() == "per_week" && first >= '0' && first <= '9') return parse_number(w.value());
    if (w.raw_key() == "rrule" && first == '"')
      return rate_of_rule(json::string_at(text, w.value_at(), scratch));
  }
  return unknown_number;
}

Load::Load(const View& view, const Presence& present, const WorkUnits& work, LoadParameters parameters,
           Cancel cancel)
    : view_(&view), resources_(view, Kind::resource) {
  Work steps(cancel);
  const std::uint32_t resource_count = resources_.size(), work_count = work.size();
  type_.assign(resource_count, Type::none);
  base_.assign(resource_count, unknown_number);
  for (std::uint32_t r = 0; r < resource_count; ++r) {
    if (!present(resources_.at(r))) continue;
    const ElementOf<Kind::resource> e{resources_.at(r)};
    switch (view.get(field::resource::type, e)) {
    case choice::resource_type::absent:
      break;
    case choice::resource_type::person:
    case choice::resource_type::team:
    case choice::resource_type::agency:
      type_[r] = Type::hours;
      break;
    case choice::resource_type::budget:
      type_[r] = Type::budget;
      break;
    default:
      type_[r] = Type::other;
    }
    const Quantity capacity = view.get(field::resource::capacity, e);
    if (capacity.known())
      base_[r] = std::max(0.0, capacity.point() - view.get(field::resource::committed, e).point_or(0));
  }

  // Periods: the first that is found on the way from the payload over the homes to the strategy.
  const ElementOf<Kind::strategy> root{root_element};
  const Date strategy_start = view.get(field::strategy::start, root);
  const Date strategy_end = view.get(field::strategy::end, root);
  std::vector<Period> program_periods(work.program_count());
  {
    std::vector<bool> done(work.program_count());
    std::vector<std::uint32_t> way;
    for (std::uint32_t p = 0; p < work.program_count(); ++p) {
      if (!present(work.element(p))) continue;
      way.clear();
      std::uint32_t at = p;
      for (; at != no_row && !done[at]; at = work.home(at)) way.push_back(at);
      while (!way.empty()) {
        steps.step();
        const std::uint32_t row = way.back();
        way.pop_back();
        const ElementOf<Kind::program> e{work.element(row)};
        const Date start = view.get(field::program::start, e);
        Date end = view.get(field::program::end, e);
        const Quantity duration = view.get(field::program::duration, e);
        if (start.known() && duration.known())
          end = start + (static_cast<std::int32_t>(std::max(1.0, std::ceil(duration.point()))) - 1);
        Period own{start, end};
        const std::uint32_t home = work.home(row);
        own.fill(home != no_row ? program_periods[home].first : strategy_start,
                 home != no_row ? program_periods[home].last : strategy_end);
        program_periods[row] = own;
        done[row] = true;
      }
    }
  }
  const auto row_of = [&](Element e) {
    return view.is(e, Kind::program) ? work.row_of_program(e) : work.row_of_activity(e);
  };
  const auto period_of = [&](const Edge& payload, std::uint32_t row) {
    Period p{view.get(edge_field::consumes::start, payload), view.get(edge_field::consumes::end, payload)};
    if (p.first.known() && p.last.known()) return p;
    if (row != no_row && !work.is_program(row)) {
      const ElementOf<Kind::activity> e{work.element(row)};
      p.fill(view.get(field::activity::start, e), view.get(field::activity::end, e));
      row = work.home(row);
    }
    if (row != no_row)
      p.fill(program_periods[row].first, program_periods[row].last);
    else
      p.fill(strategy_start, strategy_end);
    return p;
  };
  const auto money_of = [&](const Edge& e) {
    const Quantity money = view.get(edge_field::consumes::money, e);
    return money.given ? money.point() : 0.0;
  };
  const auto each_payload = [&](Element e, auto&& f) {
    for (const Edge& edge : view.out(e, Relation::consumes))
      if (present(edge.target)) f(edge);
  };

  bool counting = true; // the first time only how many there are of each resource is asked
  const auto each_demand = [&](auto&& emit) {
    for (std::uint32_t row = 0; row < work_count; ++row) {
      const Element e = work.element(row);
      if (!present(e)) continue;
      steps.step();
      if (counting) {
        each_payload(e, [&](const Edge& edge) { emit(resources_.of(edge.target), Demand{}); });
        continue;
      }
      // The cadence stands in for hours only where exactly one worker is asked and no payload says a rate.
      double by_cadence = unknown_number;
      if (!work.is_program(row)) {
        unsigned workers = 0;
        bool stated = false;
        each_payload(e, [&](const Edge& edge) {
          stated = stated || view.get(edge_field::consumes::hours_per_week, edge).known();
          workers += type_[resources_.of(edge.target)] == Type::hours;
        });
        if (workers == 1 && !stated) {
          const ElementOf<Kind::activity> a{e};
          by_cadence = view.get(field::activity::hours_each, a).point() *
                       times_a_week(view.get(field::activity::cadence, a));
        }
      }
      each_payload(e, [&](const Edge& edge) {
        const std::uint32_t r = resources_.of(edge.target);
        double hours = view.get(edge_field::consumes::hours_per_week, edge).point();
        if (!known(hours) && type_[r] == Type::hours) hours = by_cadence;
        const Period p = period_of(edge, row);
        emit(r, Demand{edge.target, e, hours, money_of(edge), p.first, p.last});
      });
    }
    view.each(Kind::channel, [&](Element c) {
      if (!present(c)) return;
      bool any = false;
      each_payload(c, [&](const Edge&) { any = true; });
      if (!any) return;
      Sum degrees;
      std::uint32_t users = 0;
      const auto each_user = [&](auto&& f) {
        for (const Edge& u : view.in(c, Relation::uses)) {
          const Kind k = view.kind(u.source);
          if (!present(u.source) || (k != Kind::program && k != Kind::activity)) continue;
          steps.step();
          f(u.source, view.get(edge_field::uses::degree, u).point_or(1));
        }
      };
      each_user([&](Element, double degree) {
        degrees.add(degree);
        ++users;
      });
      const double total = degrees.value();
      each_payload(c, [&](const Edge& edge) {
        const std::uint32_t r = resources_.of(edge.target);
        const double hours = view.get(edge_field::consumes::hours_per_week, edge).point();
        const double money = money_of(edge);
        if (users == 0) {
          const Period p = period_of(edge, no_row);
          emit(r, Demand{edge.target, no_element, hours, money, p.first, p.last});
        }
        each_user([&](Element user, double degree) {
          const double share = total != 0 ? degree / total : 1.0 / users;
          const Period p = period_of(edge, row_of(user));
          emit(r, Demand{edge.target, user, hours * share, money * share, p.first, p.last});
        });
      });
    });
    counting = false;
  };
  demands_ = Grouped<Demand>::from(resource_count, each_demand);

  of_unit_ = Grouped<std::uint32_t>::from(work_count, [&](auto&& emit) {
    for (std::uint32_t i = 0; i < demands_.items.size(); ++i) {
      const Demand& d = demands_.items[i];
      if (d.consumer == no_element) continue;
      const std::uint32_t unit = work.unit(row_of(d.consumer));
      if (unit != no_row) emit(unit, i);
    }
  });

  short_from_.assign(resource_count, no_row);
  money_share_.assign(resource_count, unknown_number);
  for (std::uint32_t r = 0; r < resource_count; ++r) {
    cancel.check();
    if (!known(base_[r])) continue;
    if (type_[r] == Type::hours) {
      ration(r, parameters.slack_worth);
    } else if (type_[r] == Type::budget) {
      const double total = money(resources_.at(r));
      money_share_[r] = total == 0 ? 1 : std::min(1.0, base_[r] / total);
    }
  }
}

double Load::slack(Element resource) const {
  return view_->get(field::resource::slack, ElementOf<Kind::resource>{resource}).point_or(0);
}

double Load::money(Element resource) const {
  Sum total;
  for (const Demand& d : of(resource))
    if (known(d.money)) total.add(d.money);
  return total.value();
}

std::vector<WeekLoad> Load::weeks(Element resource) const {
  // Hours begin and end at weeks; between two such weeks nothing changes.
  struct Event {
    std::int32_t monday;
    double change;
  };
  std::vector<Event> events;
  for (const Demand& d : of(resource)) {
    if (!known(d.hours) || !d.dated()) continue;
    const std::int32_t from = monday_of(d.first).days, to = monday_of(d.last).days;
    const auto during = [&](std::int32_t first, std::int32_t last, double hours) {
      if (first > last) return;
      events.push_back({first, hours});
      events.push_back({last + 7, -hours});
    };
    if (from == to) {
      during(from, from, d.hours * d.days() / 7);
      continue;
    }
    const int head = from + 7 - d.first.days, tail = d.last.days - to + 1;
    if (head < 7) during(from, from, d.hours * head / 7);
    if (tail < 7) during(to, to, d.hours * tail / 7);
    during(head < 7 ? from + 7 : from, tail < 7 ? to - 7 : to, d.hours);
  }
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.monday < b.monday; });
  std::vector<WeekLoad> weeks;
  ExactSum load; // exact, so that what is added and taken away again leaves nothing behind
  std::size_t open = 0;
  for (std::size_t i = 0; i < events.size();) {
    const std::int32_t monday = events[i].monday;
    for (; i < events.size() && events[i].monday == monday; ++i) {
      load.add(events[i].change);
      // Every demand adds before it takes away; the count of both tells whether any is running.
      events[i].change >= 0 && !std::signbit(events[i].change) ? ++open : --open;
    }
    if (open != 0 && i < events.size()) weeks.push_back({{monday}, {events[i].monday - 7}, load.value()});
  }
  return weeks;
}

bool Load::surely_within(Element resource, double hours) const {
  // Most resources have enough in every week. That can be seen with plain sums and room for their rounding;
  // only where it cannot are the weeks added up exactly.
  constexpr std::int32_t longest = 1024;
  std::int32_t first = std::numeric_limits<std::int32_t>::max(),
               last = std::numeric_limits<std::int32_t>::min();
  double most = 0;
  const auto demands = of(resource);
  for (const Demand& d : demands) {
    if (!known(d.hours) || !d.dated()) continue;
    first = std::min(first, d.first.days);
    last = std::max(last, d.last.days);
    most += d.hours;
  }
  if (most * (1 + 1e-9) <= hours) return true; // even all at once fit
  if (first > last || last - first > longest * 7) return false;
  first = monday_of({first}).days;
  // Whole weeks for every demand: more than there is, never less.
  changes_.assign(static_cast<std::size_t>((last - first) / 7 + 2), 0.0);
  for (const Demand& d : demands) {
    if (!known(d.hours) || !d.dated()) continue;
    changes_[static_cast<std::size_t>((d.first.days - first) / 7)] += d.hours;
    changes_[static_cast<std::size_t>((d.last.days - first) / 7 + 1)] -= d.hours;
  }
  double load = 0, peak = 0;
  for (const double change : changes_) {
    load += change;
    peak = std::max(peak, load);
  }
  return peak + most * 1e-9 <= hours;
}

void Load::ration(std::uint32_t r, double slack_worth) {
  const std::uint32_t first = demands_.first[r], last = demands_.first[r + 1];
  const double base = base_[r], spare = slack(resources_.at(r));
  if (surely_within(resources_.at(r), base)) return;
  // Where a resource has too little, the weeks and the share of them that is there.
  struct Short {
    std::int32_t from, to;
    double missing; ///< 1 - share
  };
  std::vector<Short> shorts;
  for (const WeekLoad& w : weeks(resources_.at(r))) {
    if (!(w.hours > base)) continue;
    const double share = std::min(1.0, (base + slack_worth * std::min(spare, w.hours - base)) / w.hours);
    if (share < 1) shorts.push_back({w.from.days, w.to.days, 1 - share});
  }
  if (shorts.empty()) return;
  short_from_[r] = static_cast<std::uint32_t>(share_.size());
  share_.resize(share_.size() + (last - first), unknown_number);
  for (std::uint32_t i = first; i < last; ++i) {
    const Demand& d = demands_.items[i];
    if (!known(d.hours) || !d.dated()) continue;
    // In days, so that part weeks need no care; a demand without hours counts its weeks alike instead.
    const bool by_weeks = d.hours == 0;
    const std::int32_t from = by_weeks ? monday_of(d.first).days : d.first.days;
    const std::int32_t to = by_weeks ? monday_of(d.last).days + 6 : d.last.days;
    auto s = std::lower_bound(shorts.begin(), shorts.end(), from,
                              [](const Short& x, std::int32_t day) { return x.to + 6 < day; });
    double missing = 0;
    for (; s != shorts.end() && s->from <= to; ++s)
      missing += s->missing * (std::min(s->to + 6, to) - std::max(s->from, from) + 1);
    share_[short_from_[r] + (i - first)] = 1 - missing / (to - from + 1);
  }
}

} // namespace northline
