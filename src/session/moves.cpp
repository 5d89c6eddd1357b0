#include "session/moves.hpp"

#include "base/json_pointer.hpp"
#include "base/json_text.hpp"
#include "io/json_patch.hpp"
#include "io/json_writer.hpp"
#include "model/places.hpp"
#include "score/engine.hpp"
#include "score/gradient.hpp"
#include "session/strategy.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace northline {
namespace {

enum class What : std::uint8_t {
  measure,
  measure_early,
  metric_type,
  metric_baseline,
  metric_target,
  metric_method,
  metric_cadence,
  metric_reviewer,
  name_owner,
  one_owner,
  find_sponsor,
  record_stance,
  win_over,
  approve_policy,
  apply_policy,
  write_policy,
  channel_ownership,
  channel_mode,
  program_type,
  raise_maturity,
  record_maturity,
  record_capability,
  state_hours,
  raise_capacity,
  size_contribution,
  set_due,
  set_start,
  set_end,
  start_earlier,
  rest_on,
  assess,
  assess_again,
  record_finding,
  serve,
  ask_audience,
  address,
  record_intensity,
  insight_type,
  measure_reach,
  use_channel,
  support_top,
  write_vision,
  number
};
constexpr std::string_view names[] = {
    "measure",         "measure-early",     "metric-type",     "metric-baseline", "metric-target",
    "metric-method",   "metric-cadence",    "metric-reviewer", "name-owner",      "one-owner",
    "find-sponsor",    "record-stance",     "win-over",        "approve-policy",  "apply-policy",
    "write-policy",    "channel-ownership", "channel-mode",    "program-type",    "raise-maturity",
    "record-maturity", "record-capability", "state-hours",     "raise-capacity",  "size-contribution",
    "set-due",         "set-start",         "set-end",         "start-earlier",   "rest-on",
    "assess",          "assess-again",      "record-finding",  "serve",           "ask-audience",
    "address",         "record-intensity",  "insight-type",    "measure-reach",   "use-channel",
    "support-top",     "write-vision",      "change-number"};
static_assert(std::size(names) == static_cast<std::size_t>(What::number) + 1);

/// What may be done, before it is worded: the same for several goals is one.
struct Idea {
  What what;
  Element a = no_element, b = no_element;
  double value = 0;
  auto operator<=>(const Idea&) const = default;
};

/// A change of whole members and new elements, as edits of a strategy and as a JSON Patch.
struct Change {
  struct Set {
    std::string id, member, json;
    Element element;
  };
  struct New {
    Kind kind;
    std::string id;
    std::vector<std::pair<std::string, std::string>> members;
  };
  std::string title, assumes;
  Element element = no_element;
  std::vector<New> added;
  std::vector<Set> sets;
  bool unfit = false;  ///< what is written there is no relation, so nothing can be added to it
  NumberId number = 0; ///< a single number instead
  double value = 0;
  std::string pointer;
};

std::string plain(double x) {
  std::string out;
  append_number(out, x);
  return out;
}

class Finder {
public:
  Finder(const View& view, const MovesOptions& options)
      : options_(options), found_{view, {}, {}, unknown_number, options.goal, {}, 0, 0}, view_(found_.view),
        gradient_(gradient(view, gradient_options())),
        engine_(view_, score_parameters(view_), options.score) {
    found_.as_of = gradient_.scores.as_of;
    found_.overall = gradient_.scores.overall;
    found_.sound = gradient_.scores.sound;
    if (options.goal != no_element && !gradient_.scores.find(options.goal))
      throw Error(Status::not_found, "\"" + std::string(view.id(options.goal)) +
                                         "\" is not a goal that is scored, so no move can be found for it.");
    as_of_ = found_.as_of;
  }

  Moves run() {
    people();
    goals();
    numbers();
    std::vector<std::pair<double, const Idea*>> order;
    for (const auto& [idea, promise] : ideas_) order.push_back({promise, &idea});
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    found_.candidates = order.size();
    std::size_t most = options_.tried;
    if (most == 0)
      most = std::clamp<std::size_t>(5'000'000 / std::max<std::size_t>(view_.size(), 1), 20, 500);
    for (const auto& [promise, idea] : order) {
      if (found_.tried == most) break;
      options_.score.cancel.check();
      if (std::optional<Change> c = word(*idea); c && !c->unfit) attempt(*idea, *c);
    }
    std::stable_sort(found_.moves.begin(), found_.moves.end(), [this](const Move& a, const Move& b) {
      const auto rank = [this](const Move& m) {
        const bool goal = options_.goal != no_element;
        return std::array<double, 5>{goal ? m.goal_gain_lower : m.gain_lower, goal ? m.goal_gain : m.gain,
                                     m.gain_lower, m.gain, m.gain_sound};
      };
      const auto x = rank(a), y = rank(b);
      for (std::size_t i = 0; i < x.size(); ++i)
        if (std::fabs(x[i] - y[i]) > 1e-12) return x[i] > y[i];
      return false;
    });
    if (found_.moves.size() > options_.most) found_.moves.resize(options_.most);
    return std::move(found_);
  }

private:
  GradientOptions gradient_options() const {
    GradientOptions how;
    how.score = options_.score;
    how.score.progress = nullptr;
    return how;
  }
  const Rows& rows() const { return engine_.goals().rows(); }
  void idea(What what, double promise, Element a = no_element, Element b = no_element, double value = 0) {
    ideas_[{what, a, b, value}] += promise;
  }
  std::string called(Element e) const {
    const std::string title = view_.text(field::common::title, e);
    return "\u201C" + (title.empty() ? std::string(view_.id(e)) : title) + "\u201D";
  }

  // ---- looking for ideas ----------------------------------------------------------------------------------

  /// Who is asked most often already: the answer that a strategist would try first.
  void people() {
    std::map<Element, unsigned> owners;
    view_.each(Kind::goal, [&](Element g) {
      for (const Edge& e : view_.out(g, Relation::owned_by))
        if (engine_.is_present(e.target)) ++owners[e.target];
    });
    view_.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
      if (!engine_.is_present(s)) return;
      const choice::stakeholder_type type = view_.get(field::stakeholder::type, s);
      const double members = view_.get(field::stakeholder::members, s);
      if (type == choice::stakeholder_type::executive && executive_ == no_element) executive_ = s;
      const bool own = type == choice::stakeholder_type::executive ||
                       type == choice::stakeholder_type::manager ||
                       type == choice::stakeholder_type::employee;
      if (!own || (known(members) && members > 1)) return;
      const auto at = owners.find(s);
      const unsigned n = at == owners.end() ? 0 : at->second;
      if (person_ == no_element || n > person_goals_) {
        person_ = s;
        person_goals_ = n;
      }
    });
  }

  void goals() {
    const ScoreParameters& p = engine_.parameters();
    constexpr double slack = 1e-6;    // a goal may be weighed 0 and still be worth a thought
    constexpr std::size_t most = 500; // goals that are looked at, those that lack most first
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < gradient_.scores.goals.size(); ++i) {
      const GoalScore& g = gradient_.scores.goals[i];
      if (options_.goal != no_element && g.goal != options_.goal) continue;
      const double weight = options_.goal != no_element ? 1 : std::max(gradient_.goals[i], slack);
      order.push_back({weight * (1 - g.score.lower), i});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    if (order.size() > most) order.resize(most);
    for (const auto& entry : order) {
      const std::size_t i = entry.second;
      const GoalScore& g = gradient_.scores.goals[i];
      options_.score.cancel.check();
      double total = 0;
      for (unsigned d = 0; d < dimension_count; ++d)
        if (g.applies(static_cast<Dimension>(d))) total += p.weights[d];
      const double weight = options_.goal != no_element ? 1 : std::max(gradient_.goals[i], slack);
      engine_.focus(rows().of(g.goal));
      for (unsigned d = 0; d < dimension_count; ++d) {
        const Dimension dimension = static_cast<Dimension>(d);
        if (!g.applies(dimension) || p.weights[d] == 0) continue;
        const Bounded v = g[dimension];
        if (v.lower >= 1 && v.known >= 1) continue;
        look(g.goal, dimension, weight * p.weights[d] / total * (1 - v.lower));
      }
    }
  }

  void look(Element g, Dimension d, double room) {
    switch (d) {
    case Dimension::direction:
      return look_direction(g, room);
    case Dimension::need:
      return look_need(g, room);
    case Dimension::grounding:
      return look_grounding(g, room);
    case Dimension::audience:
      return look_audience(g, room);
    case Dimension::means:
      return look_means(room);
    case Dimension::measurement:
      return look_measurement(g, room);
    case Dimension::accountability:
      return look_accountability(g, room);
    case Dimension::governance:
      return look_governance(room);
    case Dimension::readiness:
      return look_readiness(room);
    case Dimension::timing:
      return look_timing(g, room);
    default:
      return;
    }
  }

  Element first(Kind k) const {
    Element found = no_element;
    view_.each(k, [&](Element e) {
      if (found == no_element && engine_.is_present(e)) found = e;
    });
    return found;
  }

  void look_direction(Element g, double room) {
    Element top = first(Kind::vision);
    if (top == no_element) top = first(Kind::mission);
    if (top == no_element) return idea(What::write_vision, room, g);
    for (const Edge& e : view_.out(g, Relation::supports))
      if (e.target == top) return;
    idea(What::support_top, room, g, top);
  }

  void look_need(Element g, double room) {
    bool any = false;
    engine_.each_served([&](Element audience, double) {
      any = true;
      const Bounded v = engine_.answered(audience);
      if (v.lower >= 1) return;
      bool felt = false;
      Element strongest = no_element;
      double most = -1;
      for (const Edge& e : view_.in(audience, Relation::felt_by)) {
        if (!engine_.is_present(e.source) || !view_.is(e.source, Kind::insight)) continue;
        const ElementOf<Kind::insight> i{e.source};
        const choice::insight_type type = view_.get(field::insight::type, i);
        if (type == choice::insight_type::absent) idea(What::insight_type, room, i);
        if (type != choice::insight_type::need && type != choice::insight_type::frustration &&
            type != choice::insight_type::excitement && type != choice::insight_type::sentiment)
          continue;
        felt = true;
        const double intensity = view_.get(field::insight::intensity, i);
        if (!known(intensity)) idea(What::record_intensity, room, i);
        if (known(engine_.addressed(i))) continue;
        if ((known(intensity) ? intensity : 0) > most) {
          most = known(intensity) ? intensity : 0;
          strongest = i;
        }
      }
      if (!felt) idea(What::ask_audience, room, audience, g);
      if (strongest != no_element) idea(What::address, room, g, strongest);
    });
    if (!any) look_served(g, room);
  }
  void look_served(Element g, double room) {
    Element most = no_element;
    std::size_t count = 0;
    view_.each(Kind::audience, [&](Element a) {
      if (!engine_.is_present(a)) return;
      const std::size_t n = view_.in(a, Relation::serves).size();
      if (most == no_element || n > count) {
        most = a;
        count = n;
      }
    });
    if (most != no_element) idea(What::serve, room, g, most);
  }

  void look_grounding(Element g, double room) {
    std::vector<Element> grounds;
    engine_.gather_grounds(grounds);
    Element best = no_element;
    double most = 0;
    view_.each(Kind::assessment, [&](Element a) {
      if (!engine_.is_present(a)) return;
      const double v = engine_.ground(a).lower;
      if (std::find(grounds.begin(), grounds.end(), a) == grounds.end() && v > most) {
        most = v;
        best = a;
      }
    });
    if (best != no_element) idea(What::rest_on, room * most, g, best);
    if (grounds.empty() && best == no_element) idea(What::assess, room, g);
    for (const Element a : grounds) {
      const Bounded v = engine_.ground_alone(a);
      if (v.lower >= 1) continue;
      bool found = false;
      for (const Edge& e : view_.in(a, Relation::found_in))
        found = found || (engine_.is_present(e.source) && view_.is(e.source, Kind::insight));
      if (!found) idea(What::record_finding, room / 2, a);
      idea(What::assess_again, room, a);
    }
  }

  void look_audience(Element g, double room) {
    if (engine_.brought().empty()) return;
    bool any = false;
    engine_.each_served([&](Element audience, double) {
      any = true;
      if (engine_.met(audience).lower >= 1) return;
      const auto used = engine_.channels();
      std::vector<Element> sorted;
      for (const auto& c : used) sorted.push_back(engine_.channel_element(c.row));
      std::sort(sorted.begin(), sorted.end());
      const auto is_used = [&](Element channel) {
        return std::binary_search(sorted.begin(), sorted.end(), channel);
      };
      const auto reaches = [&](Element channel) {
        for (const Edge& e : view_.out(channel, Relation::reaches))
          if (e.target == audience) return view_.get(edge_field::reaches::share, e).point_or(0);
        return unknown_number;
      };
      for (const auto& c : used)
        if (!known(reaches(engine_.channel_element(c.row))))
          idea(What::measure_reach, room / static_cast<double>(used.size()), engine_.channel_element(c.row),
               audience);
      Element best = no_element;
      double most = 0;
      view_.each(Kind::channel, [&](Element channel) {
        if (!engine_.is_present(channel) || is_used(channel)) return;
        const double share = reaches(channel);
        if (known(share) && share > most) {
          most = share;
          best = channel;
        }
      });
      if (best != no_element)
        idea(What::use_channel, room * most, engine_.unit_element(strongest_unit()), best);
    });
    if (!any) look_served(g, room);
  }
  std::uint32_t strongest_unit() const {
    const Brought* most = &engine_.brought().front();
    for (const Brought& b : engine_.brought())
      if (b.high > most->high) most = &b;
    return most->unit;
  }

  void look_means(double room) {
    const Load& load = engine_.load();
    const WorkUnits& work = engine_.work();
    const double each = room / std::max(1.0, static_cast<double>(engine_.brought().size()));
    for (const Brought& b : engine_.brought()) {
      const Element e = engine_.unit_element(b.unit);
      for (const Edge& c : view_.out(e, Relation::contributes_to))
        if (!view_.get(edge_field::contributes_to::contribution, c).known() && engine_.is_present(c.target))
          idea(What::size_contribution, each, e, c.target);
      if (engine_.equipped(b.unit).lower >= 1) continue;
      bool hours = false;
      work.each_member(engine_.unit_row(b.unit), [&](std::uint32_t row) {
        if (work.unit(row) != row) return;
        for (const std::uint32_t i : load.of_unit(row)) {
          const Demand& d = load.demands()[i];
          hours = hours || known(d.hours);
          if (load.works(d.resource) || load.is_budget(d.resource)) {
            if (!known(load.base(d.resource)) || is_short(d.resource))
              idea(What::raise_capacity, each, d.resource);
          }
        }
      });
      if (!hours) idea(What::state_hours, each, e);
    }
  }
  bool is_short(Element resource) {
    const Load& load = engine_.load();
    if (load.is_budget(resource)) return load.money_share(resource) < 1;
    return peak(resource) > load.base(resource);
  }
  /// The most hours that are asked of it in any week.
  double peak(Element resource) {
    const auto [at, fresh] = peaks_.try_emplace(resource, 0.0);
    if (fresh)
      for (const WeekLoad& w : engine_.load().weeks(resource)) at->second = std::max(at->second, w.hours);
    return at->second;
  }

  bool is_alive(ElementOf<Kind::metric> m) const {
    if (!engine_.is_present(m) || view_.get(field::metric::life, m) == choice::metric_life::withdrawn)
      return false;
    for (const Edge& e : view_.out(m, Relation::replaced_by))
      if (e.target != m && engine_.is_present(e.target)) return false;
    return true;
  }
  void look_measurement(Element g, double room) {
    Bounded parts[7];
    engine_.measurement_parts(parts);
    std::vector<ElementOf<Kind::metric>> outcomes, others;
    for (const Edge& e : view_.out(g, Relation::measured_by)) {
      const ElementOf<Kind::metric> m{e.target};
      if (!is_alive(m)) continue;
      const choice::metric_type type = view_.get(field::metric::type, m);
      const bool outcome = type == choice::metric_type::outcome || type == choice::metric_type::impact;
      (outcome ? outcomes : others).push_back(m);
      if (type == choice::metric_type::absent) idea(What::metric_type, room / 2, m);
    }
    if (outcomes.empty()) idea(What::measure, room, g);
    if (parts[1].lower < 1) idea(What::measure_early, room / 4, g);
    for (const ElementOf<Kind::metric> m : outcomes.empty() ? others : outcomes) {
      const choice::metric_direction way = view_.get(field::metric::direction, m);
      const bool asked = way == choice::metric_direction::absent ||
                         way == choice::metric_direction::increase ||
                         way == choice::metric_direction::decrease;
      if (asked && !view_.has(field::metric::baseline, m)) idea(What::metric_baseline, room / 7, m);
      if (!view_.has(field::metric::targets, m)) idea(What::metric_target, room / 7, m);
      if (!view_.has(field::metric::method, m)) idea(What::metric_method, room / 7, m);
      bool cadence = view_.has(field::metric::cadence, m), reviewer = false;
      for (const Edge& e : view_.out(m, Relation::reviewed_by)) {
        reviewer = reviewer || engine_.is_present(e.target);
        cadence = cadence || view_.get(edge_field::reviewed_by::cadence, e).known();
      }
      if (!cadence) idea(What::metric_cadence, room / 7, m);
      if (!reviewer && person_ != no_element) idea(What::metric_reviewer, room / 7, m);
    }
  }

  void look_accountability(Element g, double room) {
    Bounded parts[3];
    engine_.accountability_parts(parts);
    if (parts[0].lower < 1) {
      Element owner = no_element;
      unsigned count = 0;
      for (const Edge& e : view_.out(g, Relation::owned_by)) {
        if (!engine_.is_present(e.target)) continue;
        ++count;
        const double n = view_.get(field::stakeholder::members, ElementOf<Kind::stakeholder>{e.target});
        if (owner == no_element && !(known(n) && n > 1)) owner = e.target;
      }
      if (count == 0 && person_ != no_element) idea(What::name_owner, room / 3, g, person_);
      if (count > 1 && owner != no_element) idea(What::one_owner, room / 3, g, owner);
    }
    if (parts[1].lower < 1) idea(What::find_sponsor, room / 3);
    if (parts[2].lower >= 1) return;
    view_.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
      if (!engine_.is_present(s)) return;
      const Opposition& o = engine_.opposition(s);
      if (o.worst <= 0) return;
      if (view_.get(field::stakeholder::stance, s) == choice::stance::absent)
        idea(What::record_stance, room / 3 * o.worst, s);
      else if (!engine_.brought().empty() && engine_.is_program(strongest_unit()))
        idea(What::win_over, room / 3 * o.worst, s);
    });
  }

  void look_governance(double room) {
    const auto faulty = [&](const Bounded& v) { return v.lower < 1; };
    if (engine_.brought().empty()) return;
    bool any = false;
    for (const Brought& b : engine_.brought()) {
      if (!faulty(engine_.unit_coverage(b.unit))) continue;
      any = true;
      const Element e = engine_.unit_element(b.unit);
      if (engine_.is_program(b.unit) &&
          view_.get(field::program::type, ElementOf<Kind::program>{e}) == choice::program_type::absent)
        idea(What::program_type, room / 4, e);
    }
    for (const auto& c : engine_.channels()) {
      if (!faulty(engine_.channel_coverage(c.row))) continue;
      any = true;
      const ElementOf<Kind::channel> e{engine_.channel_element(c.row)};
      if (view_.get(field::channel::ownership, e) == choice::ownership::absent)
        idea(What::channel_ownership, room / 4, e);
      if (view_.get(field::channel::mode, e) == choice::channel_mode::absent)
        idea(What::channel_mode, room / 4, e);
    }
    if (!any || !as_of_.known()) return;
    const ScoreParameters& p = engine_.parameters();
    std::uint32_t standing = 0;
    view_.each_of<Kind::policy>([&](ElementOf<Kind::policy> e) {
      if (!engine_.is_present(e)) return;
      const Date approved = view_.get(field::policy::approved, e),
                 review = view_.get(field::policy::review_due, e);
      const bool stands = approved.known() && approved <= as_of_ && review.known() && as_of_ <= review;
      if (!stands)
        idea(What::approve_policy, room, e);
      else if (view_.get(field::policy::applies_to_all, e) != Maybe::yes)
        idea(What::apply_policy, room / 2, e);
      if (stands) standing |= 1U << static_cast<unsigned>(view_.get(field::policy::topic, e));
    });
    const std::uint32_t asked = p.every.bits | p.online_talk.bits | p.paid.bits | p.personal_data.bits;
    for (unsigned t = 1; t < 32; ++t)
      if ((asked & ~standing) >> t & 1U) idea(What::write_policy, room / 2, no_element, no_element, t);
  }

  void look_readiness(double room) {
    Bounded parts[4];
    engine_.readiness_parts(parts);
    unsigned areas = 0;
    view_.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
      if (!engine_.is_present(c)) return;
      const choice::area area = view_.get(field::capability::area, c);
      if (area != choice::area::absent) areas |= 1U << (static_cast<unsigned>(area) - 1);
      const double maturity = view_.get(field::capability::maturity, c);
      double level = view_.get(field::capability::required, c);
      for (const Edge& e : view_.in(c, Relation::needs)) {
        const double needed = view_.get(edge_field::needs::level, e);
        if (engine_.is_present(e.source) && known(needed) && !(needed <= level)) level = needed;
      }
      if (!known(level)) level = 5;
      if (!known(maturity))
        idea(What::record_maturity, room / 4, c, no_element, level);
      else if (maturity < level)
        idea(What::raise_maturity, room / 3 * (1 - maturity / level), c, no_element, level);
    });
    for (unsigned a = 0; a < 4; ++a)
      if (!(areas >> a & 1U)) idea(What::record_capability, room / 4, no_element, no_element, a + 1);
  }

  void look_timing(Element g, double room) {
    const double last = engine_.last_day();
    if (!known(last)) return idea(What::set_due, room, g);
    const double each = room / std::max(1.0, static_cast<double>(engine_.brought().size()));
    for (const Brought& b : engine_.brought()) {
      const Bounded v = engine_.in_time(b.unit, last);
      if (v.lower >= 1) continue;
      const Element e = engine_.unit_element(b.unit);
      if (!engine_.is_program(b.unit)) continue;
      const ElementOf<Kind::program> p{e};
      const Date start = view_.get(field::program::start, p), end = view_.get(field::program::end, p);
      const Quantity duration = view_.get(field::program::duration, p);
      if (!start.known()) idea(What::set_start, each, p);
      if (!end.known() && !duration.known()) idea(What::set_end, each, p, g);
      if (start.known() && as_of_.known() && (end.known() || duration.known())) {
        const double takes = duration.known() ? duration.point() : std::max(0, end - start);
        const double latest = std::floor(last - takes);
        if (latest >= as_of_.days && latest < start.days)
          idea(What::start_earlier, each, p, no_element, latest);
      }
    }
  }

  const Numbers& all_numbers() {
    if (!numbers_) numbers_.emplace(view_);
    return *numbers_;
  }
  /// Numbers that people can work on, by what a tenth more or less of them would bring.
  void numbers() {
    const Numbers& all = all_numbers();
    GradientOptions how = gradient_options();
    how.goal = options_.goal;
    const Gradient of_goal = options_.goal == no_element ? Gradient() : gradient(view_, how);
    const Gradient& g = options_.goal == no_element ? gradient_ : of_goal;
    std::vector<std::pair<double, Idea>> steps;
    for (const Slope& s : g.slopes) {
      if (s.slope == 0 || !all.settable(s.number.id)) continue;
      const double x = s.number.value;
      double to = x;
      switch (s.number.column) {
      case NumberColumn::resource_capacity:
      case NumberColumn::resource_slack:
        to = x * 1.1;
        break;
      case NumberColumn::resource_committed:
      case NumberColumn::consumes_hours:
      case NumberColumn::consumes_money:
      case NumberColumn::program_duration:
        to = x * 0.9;
        break;
      case NumberColumn::contributes_to:
        to = x > 0 ? std::min(100.0, x * 1.1) : x;
        break;
      case NumberColumn::reaches:
        to = std::min(1.0, x * 1.1);
        break;
      case NumberColumn::addresses:
      case NumberColumn::uses:
        to = 1;
        break;
      default:
        continue;
      }
      to = std::round(to * 1e6) / 1e6;
      if (to == x || (to - x) * s.slope <= 0) continue;
      steps.push_back({(to - x) * s.slope, {What::number, s.number.id, no_element, to}});
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    constexpr std::size_t most = 60;
    for (std::size_t i = 0; i < std::min(most, steps.size()); ++i) ideas_[steps[i].second] += steps[i].first;
  }

  // ---- wording them ---------------------------------------------------------------------------------------

  /// The text of a member of an element; empty when it is not written.
  std::string_view member(Element e, std::string_view name) const {
    const View::Where w = view_.where(e);
    const std::string_view text = w.home->text();
    const std::size_t at = json::find_member(text, w.home->body_at(w.local), name);
    return at == std::string_view::npos ? std::string_view{}
                                        : text.substr(at, json::skip_value(text, at) - at);
  }
  void set(Change& c, Element e, std::string_view name, std::string json) {
    c.sets.push_back({std::string(view_.id(e)), std::string(name), std::move(json), e});
  }
  void set_day(Change& c, Element e, std::string_view name, Date day) {
    set(c, e, name, json_string(to_string(day)));
  }
  /// One more target of a relation, in the form in which the others are written; an old one is replaced.
  void relate(Change& c, Element e, Relation r, std::string_view target, std::string_view payload = {}) {
    const std::string_view old = member(e, info(r).name);
    if (!old.empty() && old[0] != '{' && old[0] != '"' && old[0] != '[') c.unfit = true;
    if (!old.empty() && old[0] == '[')
      for (json::Walker w(old, 0); w.next();) c.unfit = c.unfit || w.value()[0] != '"';
    if (c.unfit) return;
    std::string next;
    if (old.empty() && payload.empty()) {
      next = json_string(target);
    } else if (!old.empty() && old[0] != '{' && payload.empty()) {
      next = "[";
      if (old[0] == '"')
        next += old;
      else
        for (json::Walker w(old, 0); w.next();) next += (next.size() > 1 ? "," : "") + std::string(w.value());
      next += (next.size() > 1 ? "," : "") + json_string(target) + "]";
    } else {
      next = "{";
      const auto add = [&](std::string_view key, std::string_view value) {
        if (next.size() > 1) next += ",";
        next.append(key).append(":").append(value);
      };
      std::string scratch;
      if (!old.empty() && old[0] == '"') {
        if (json::string_at(old, 0, scratch) != target) add(old, "{}");
      } else if (!old.empty()) {
        for (json::Walker w(old, 0); w.next();) {
          const std::string_view key =
              w.is_object() ? old.substr(w.key_at(), json::skip_string(old, w.key_at()) - w.key_at())
                            : w.value();
          if (json::string_at(key, 0, scratch) != target) add(key, w.is_object() ? w.value() : "{}");
        }
      }
      add(json_string(target), payload.empty() ? "{}" : payload);
      next += "}";
    }
    set(c, e, info(r).name, std::move(next));
  }
  /// Whether nothing is said with a relation to the target, so that saying something loses nothing.
  bool bare(Element e, Relation r, std::string_view target) const {
    const std::string_view text = member(e, info(r).name);
    if (text.empty() || text[0] != '{') return true;
    const std::size_t at = json::find_member(text, 0, target);
    return at == std::string_view::npos || text.substr(at, json::skip_value(text, at) - at) == "{}";
  }
  std::string fresh(std::string_view stem) const {
    std::string id(stem);
    for (unsigned n = 2; view_.find(id) != no_element; ++n) id = fmt::format("{}-{}", stem, n);
    return id;
  }
  Date later(int days) const { return as_of_.known() ? as_of_ + days : Date{}; }
  Date due_of(Element g) const {
    if (const Date due = view_.get(field::goal::due, ElementOf<Kind::goal>{g}); due.known()) return due;
    if (const Date end = view_.get(field::strategy::end, ElementOf<Kind::strategy>{root_element});
        end.known())
      return end;
    return later(365);
  }
  /// The idea in words and edits; nothing where the document lacks what it needs.
  std::optional<Change> word(const Idea& i) {
    Change c;
    c.element = i.a;
    const Element a = i.a, b = i.b;
    const bool dated = as_of_.known();
    const std::string person = person_ == no_element ? "" : std::string(view_.id(person_));
    const auto metric = [&](std::string_view type, std::string_view stem) -> bool {
      const Date due = due_of(a);
      if (!due.known() || !dated) return false;
      Change::New n{Kind::metric, fresh(fmt::format("{}-{}", view_.id(a), stem)), {}};
      n.members = {{"title", json_string(fmt::format("{} of {}", type == "outcome" ? "Outcome" : "Early sign",
                                                     called(a)))},
                   {"type", json_string(type)},
                   {"direction", "\"increase\""},
                   {"baseline", "{\"value\":0,\"date\":" + json_string(to_string(as_of_)) + "}"},
                   {"targets", "[{\"value\":1,\"due\":" + json_string(to_string(due)) + "}]"},
                   {"method", "\"to be written\""},
                   {"cadence", "\"monthly\""}};
      if (!person.empty()) n.members.emplace_back("reviewed_by", json_string(person));
      relate(c, a, Relation::measured_by, n.id);
      c.added.push_back(std::move(n));
      return true;
    };
    const auto yes = [&](std::string title, std::string assumes) {
      c.title = std::move(title);
      c.assumes = std::move(assumes);
      return std::optional<Change>(std::move(c));
    };
    switch (i.what) {
    case What::measure:
      if (!metric("outcome", "outcome")) return {};
      return yes(
          fmt::format("Measure what the goal {} is to bring about, with a baseline, a target, a method, a "
                      "review and a reviewer.",
                      called(a)),
          "The outcome can be measured; baseline 0, target 1, method and reviewer are placeholders.");
    case What::measure_early:
      if (!metric("output", "early-sign")) return {};
      return yes(
          fmt::format("Measure an early sign of the goal {}: work done, its output, or what drives the "
                      "outcome.",
                      called(a)),
          "There is such a sign and it can be measured; its figures, method and reviewer are placeholders.");
    case What::metric_type:
      set(c, a, "type", "\"outcome\"");
      return yes(fmt::format("Say what the metric {} looks at; the gain is that of an outcome.", called(a)),
                 "It measures an outcome.");
    case What::metric_baseline:
      if (!dated) return {};
      set(c, a, "baseline", "{\"value\":0,\"date\":" + json_string(to_string(as_of_)) + "}");
      return yes(fmt::format("Find out where the metric {} stands at the start.", called(a)),
                 "Value 0 and the day in the patch are placeholders for the real ones.");
    case What::metric_target: {
      Date due = later(365);
      for (const Edge& e : view_.in(a, Relation::measured_by))
        if (view_.is(e.source, Kind::goal)) due = due_of(e.source);
      if (!due.known()) return {};
      set(c, a, "targets", "[{\"value\":1,\"due\":" + json_string(to_string(due)) + "}]");
      return yes(fmt::format("Set a target with a day for the metric {}.", called(a)),
                 "Value 1 and the day in the patch are placeholders for the real ones.");
    }
    case What::metric_method:
      set(c, a, "method", "\"to be written\"");
      return yes(fmt::format("Write down how the metric {} is measured.", called(a)),
                 "The text in the patch is a placeholder.");
    case What::metric_cadence:
      set(c, a, "cadence", "\"monthly\"");
      return yes(fmt::format("Decide how often the metric {} is looked at, such as every month.", called(a)),
                 "Somebody will look at it that often.");
    case What::metric_reviewer:
      relate(c, a, Relation::reviewed_by, person);
      return yes(fmt::format("Name who reviews the metric {}, such as {}.", called(a), called(person_)),
                 "The person agrees and has the time.");
    case What::name_owner:
      relate(c, a, Relation::owned_by, view_.id(b));
      return yes(
          fmt::format("Name one person who answers for the goal {}, such as {}.", called(a), called(b)),
          "The person agrees and has the time.");
    case What::one_owner:
      set(c, a, "owned_by", json_string(view_.id(b)));
      return yes(fmt::format("Let one person answer for the goal {}, such as {}.", called(a), called(b)),
                 "The others agree that one decides.");
    case What::find_sponsor: {
      c.element = root_element;
      if (executive_ != no_element) {
        relate(c, root_element, Relation::sponsored_by, view_.id(executive_));
        return yes(fmt::format("Win {} as executive sponsor of the strategy.", called(executive_)),
                   "The executive backs the strategy and says so.");
      }
      const std::string id = fresh("executive-sponsor");
      c.added.push_back({Kind::stakeholder,
                         id,
                         {{"title", "\"Executive sponsor\""},
                          {"type", "\"executive\""},
                          {"stance", "\"supporter\""},
                          {"influence", "1"}}});
      relate(c, root_element, Relation::sponsored_by, id);
      return yes("Find an executive who sponsors the strategy.",
                 "Such an executive is there and supports it.");
    }
    case What::record_stance:
      set(c, a, "stance", "\"supporter\"");
      return yes(
          fmt::format("Find out how {} stands to the plan; the gain is that of a supporter.", called(a)),
          "It turns out that they support the plan.");
    case What::win_over: {
      if (!program_) {
        program_ = no_element;
        double most = -1;
        view_.each(Kind::program, [&](Element p) {
          if (!engine_.is_present(p)) return;
          double sum = 0;
          for (const Edge& e : view_.out(p, Relation::contributes_to))
            sum += view_.get(edge_field::contributes_to::contribution, e).point_or(1);
          if (sum > most) {
            most = sum;
            program_ = p;
          }
        });
      }
      const Element program = *program_;
      if (program == no_element) return {};
      relate(c, program, Relation::serves, view_.id(a));
      return yes(
          fmt::format("Plan something for {}, who stands against the plan; for instance within the program "
                      "{}.",
                      called(a), called(program)),
          "The program really does something that answers the person's objections.");
    }
    case What::approve_policy: {
      if (!dated) return {};
      const ElementOf<Kind::policy> p{a};
      const Date approved = view_.get(field::policy::approved, p),
                 review = view_.get(field::policy::review_due, p);
      const bool fresh_approval = !approved.known() || as_of_ < approved;
      if (fresh_approval) set_day(c, a, "approved", as_of_);
      if (!review.known() || review < as_of_) set_day(c, a, "review_due", later(365));
      return yes(
          fmt::format("{} the policy {} and set the day of its next review.",
                      fresh_approval ? "Approve" : "Review", called(a)),
          "Those who decide about policies did look at it; the days in the patch are today's and a year's.");
    }
    case What::apply_policy:
      set(c, a, "applies_to_all", "true");
      return yes(fmt::format("Let the policy {} hold for all programs and channels.", called(a)),
                 "It fits them, and the people concerned are told.");
    case What::write_policy: {
      if (!dated) return {};
      const std::string topic(enum_info(Ref::topic).values[static_cast<std::size_t>(i.value) - 1]);
      Change::New n{Kind::policy, fresh(topic + "-policy"), {}};
      n.members = {{"title", json_string("Policy on " + topic)},
                   {"topic", json_string(topic)},
                   {"applies_to_all", "true"},
                   {"approved", json_string(to_string(as_of_))},
                   {"review_due", json_string(to_string(later(365)))}};
      c.added.push_back(std::move(n));
      return yes(fmt::format("Write and approve a policy on {} that holds for everything.", topic),
                 "It is written, approved and known; the days in the patch are today's and a year's.");
    }
    case What::channel_ownership:
      set(c, a, "ownership", "\"owned\"");
      return yes(fmt::format("Say whose channel {} is; the gain is that of an own one.", called(a)),
                 "It is the organisation's own.");
    case What::channel_mode:
      set(c, a, "mode", "\"online\"");
      return yes(
          fmt::format("Say whether the channel {} is online; the gain is that of an online one.", called(a)),
          "It is online.");
    case What::program_type:
      set(c, a, "type", "\"campaign\"");
      return yes(
          fmt::format("Say what sort of work the program {} is; the gain is that of a campaign.", called(a)),
          "It is a campaign.");
    case What::raise_maturity:
      set(c, a, "maturity", plain(i.value));
      return yes(fmt::format("Build up the capability {} to level {}.", called(a), plain(i.value)),
                 "That takes training, people or tools; the gain comes when the level is reached.");
    case What::record_maturity:
      set(c, a, "maturity", plain(i.value));
      return yes(fmt::format("Find out how far the capability {} is; the gain is that of level {}.",
                             called(a), plain(i.value)),
                 "It turns out to be at the level that is needed.");
    case What::record_capability: {
      const std::string area(enum_info(Ref::area).values[static_cast<std::size_t>(i.value) - 1]);
      Change::New n{Kind::capability, fresh(area), {}};
      n.members = {{"title", json_string("Readiness of " + area)},
                   {"area", json_string(area)},
                   {"maturity", "3"},
                   {"required", "3"}};
      c.added.push_back(std::move(n));
      return yes(fmt::format("Assess what the organisation is able to do in {}.", area),
                 "It turns out to be as far as it has to be; level 3 in the patch is a placeholder.");
    }
    case What::state_hours: {
      if (!worker_) {
        worker_ = no_element;
        double most = 1; // less than an hour is none
        view_.each(Kind::resource, [&](Element r) {
          if (!engine_.is_present(r) || !engine_.load().works(r)) return;
          const double spare = engine_.load().base(r) - peak(r);
          if (known(spare) && spare >= most) {
            most = spare;
            worker_ = r;
          }
        });
      }
      const Element worker = *worker_;
      if (worker == no_element) return {};
      for (const Edge& e : view_.out(a, Relation::consumes))
        if (e.target == worker) return {};
      relate(c, a, Relation::consumes, view_.id(worker), "{\"hours_per_week\":1}");
      return yes(fmt::format("Say how many hours a week {} takes, and whose; for instance of {}.", called(a),
                             called(worker)),
                 "One hour a week is a placeholder; the gain stands if there are as many as it takes.");
    }
    case What::raise_capacity: {
      const ElementOf<Kind::resource> r{a};
      const double asked = engine_.load().is_budget(a) ? engine_.load().money(a) : peak(a);
      const double all =
          std::ceil((asked + view_.get(field::resource::committed, r).point_or(0)) * 1e6 - 1e-3) / 1e6;
      if (!(all > 0)) return {};
      set(c, a, "capacity", plain(all));
      return yes(
          view_.get(field::resource::capacity, r).known()
              ? fmt::format("Give {} what the plan asks of it: a capacity of {}.", called(a), plain(all))
              : fmt::format("Say how much of {} there is; the plan asks {}.", called(a), plain(all)),
          "The people, hours or money are there.");
    }
    case What::size_contribution: {
      Sum given;
      for (const Edge& e : view_.in(b, Relation::contributes_to))
        if (const Quantity q = view_.get(edge_field::contributes_to::contribution, e);
            q.known() && q.point() > 0)
          given.add(q.point());
      const double size = given.count() ? std::round(given.value() / static_cast<double>(given.count())) : 50;
      if (!bare(a, Relation::contributes_to, view_.id(b))) return {};
      relate(c, a, Relation::contributes_to, view_.id(b), plain(std::max(1.0, size)));
      return yes(fmt::format("Say how much of the goal {} the work {} brings; the gain is that of {}.",
                             called(b), called(a), plain(std::max(1.0, size))),
                 "It brings that much.");
    }
    case What::set_due: {
      const Date due = due_of(a);
      if (!due.known()) return {};
      set_day(c, a, "due", due);
      return yes(
          fmt::format("Say by when the goal {} is to be reached, such as {}.", called(a), to_string(due)),
          "The day is one that people mean to keep.");
    }
    case What::set_start:
      if (!dated) return {};
      set_day(c, a, "start", as_of_);
      return yes(fmt::format("Say when the program {} starts; the gain is that of starting on {}.", called(a),
                             to_string(as_of_)),
                 "It can start then.");
    case What::set_end: {
      engine_.focus(rows().of(b));
      const double last = engine_.last_day();
      const Date start = view_.get(field::program::start, ElementOf<Kind::program>{a});
      if (!known(last) || (start.known() && last < start.days)) return {};
      const Date end{static_cast<std::int32_t>(std::floor(last))};
      set_day(c, a, "end", end);
      return yes(fmt::format("Say when the program {} ends, such as {}.", called(a), to_string(end)),
                 "It can be done by then.");
    }
    case What::start_earlier: {
      const Date start{static_cast<std::int32_t>(i.value)};
      set_day(c, a, "start", start);
      const ElementOf<Kind::program> p{a};
      if (!view_.get(field::program::duration, p).known())
        set_day(c, a, "end",
                start + (view_.get(field::program::end, p) - view_.get(field::program::start, p)));
      return yes(
          fmt::format("Start the program {} on {}, so that it is done in time.", called(a), to_string(start)),
          "People and money are there from that day on.");
    }
    case What::rest_on:
      relate(c, a, Relation::based_on, view_.id(b));
      return yes(fmt::format("Base the goal {} on the assessment {}.", called(a), called(b)),
                 "The assessment speaks of what the goal is about, and the goal follows from it.");
    case What::assess: {
      if (!dated) return {};
      const std::string id = fresh("assessment");
      c.added.push_back({Kind::assessment,
                         id,
                         {{"title", "\"Assessment of the landscape\""},
                          {"subject", "\"landscape\""},
                          {"date", json_string(to_string(as_of_))}}});
      relate(c, a, Relation::based_on, id);
      return yes(fmt::format("Look at the ground that the goal {} stands on, and write down what is found.",
                             called(a)),
                 "The assessment is made; findings recorded in it make it count fully.");
    }
    case What::assess_again: {
      if (!dated) return {};
      set_day(c, a, "date", as_of_);
      if (view_.has(field::assessment::valid_until, ElementOf<Kind::assessment>{a}))
        set_day(c, a, "valid_until", later(365));
      return yes(fmt::format("Make the assessment {} again: it is out of date.", called(a)),
                 "It is made again and says the same; goals that were decided before it count less.");
    }
    case What::record_finding: {
      const std::string id = fresh(fmt::format("{}-finding", view_.id(a)));
      c.added.push_back(
          {Kind::insight,
           id,
           {{"title", json_string("Finding of " + called(a))}, {"found_in", json_string(view_.id(a))}}});
      return yes(fmt::format("Write down what the assessment {} found.", called(a)),
                 "It found something; the insight in the patch is empty.");
    }
    case What::serve:
      relate(c, a, Relation::serves, view_.id(b));
      return yes(fmt::format("Say whom the goal {} is for, such as {}.", called(a), called(b)),
                 "The goal really is for them.");
    case What::ask_audience: {
      const std::string id = fresh(fmt::format("{}-need", view_.id(a)));
      c.added.push_back({Kind::insight,
                         id,
                         {{"title", json_string("What " + called(a) + " need")},
                          {"type", "\"need\""},
                          {"intensity", "0.5"},
                          {"felt_by", json_string(view_.id(a))}}});
      relate(c, b, Relation::addresses, id);
      c.element = b;
      return yes(fmt::format("Find out what {} need, and let the goal {} answer it.", called(a), called(b)),
                 "They need something that the goal answers; strength 0.5 is a placeholder.");
    }
    case What::address:
      relate(c, a, Relation::addresses, view_.id(b));
      return yes(fmt::format("Let the goal {} answer {}.", called(a), called(b)),
                 "What is planned really answers it, fully.");
    case What::record_intensity:
      set(c, a, "intensity", "0.5");
      return yes(fmt::format("Find out how strong {} is; the gain is that of 0.5.", called(a)),
                 "It turns out to be that strong.");
    case What::insight_type:
      set(c, a, "type", "\"need\"");
      return yes(fmt::format("Say what sort of finding {} is; the gain is that of a need.", called(a)),
                 "It is a need.");
    case What::measure_reach: {
      double share = unknown_number;
      for (const Edge& e : view_.out(b, Relation::present_on))
        if (e.target == a) share = view_.get(edge_field::present_on::share, e).point();
      if (!known(share)) share = 0.3;
      if (!bare(a, Relation::reaches, view_.id(b))) return {};
      relate(c, a, Relation::reaches, view_.id(b), plain(share));
      return yes(
          fmt::format("Measure how many of {} the channel {} reaches; the gain is that of a share of {}.",
                      called(b), called(a), plain(share)),
          "It turns out to reach that share.");
    }
    case What::use_channel:
      relate(c, a, Relation::uses, view_.id(b));
      return yes(fmt::format("Use the channel {} for {}.", called(b), called(a)),
                 "The work is carried over that channel in full, and there is time for it.");
    case What::support_top:
      relate(c, a, Relation::supports, view_.id(b), "50");
      return yes(fmt::format("Say how the goal {} leads to {}.", called(a), called(b)),
                 "It does lead there; 50 is a placeholder.");
    case What::write_vision: {
      const std::string id = fresh("vision");
      c.added.push_back({Kind::vision, id, {{"title", "\"Vision\""}}});
      relate(c, a, Relation::supports, id);
      return yes(fmt::format("Write down the vision that the goal {} leads to.", called(a)),
                 "There is one that people share; the one in the patch has no words yet.");
    }
    case What::number: {
      const Numbers& all = all_numbers();
      const Number n = all.at(i.a);
      const auto written = written_numbers(view_, n);
      if (written.size() != 1 || written[0].factor != 1 || written[0].value != n.value) return {};
      if (written[0].pointer.ends_with("/likely")) return {};
      c.element = n.element;
      c.number = i.a;
      c.value = i.value;
      c.pointer = written[0].pointer;
      std::string what = number_name(all, n);
      std::replace(what.begin(), what.end(), '_', ' ');
      std::string relation(number_relation(n.column));
      std::replace(relation.begin(), relation.end(), '_', ' ');
      const std::string of = n.target == no_element
                                 ? fmt::format("the {} of {}", what, called(n.element))
                                 : fmt::format("the {} with which {} {} {}", what, called(n.element),
                                               relation, called(n.target));
      return yes(fmt::format("{} {} from {} to {}.", i.value > n.value ? "Raise" : "Lower", of,
                             plain(n.value), plain(i.value)),
                 i.value > n.value ? "More is done or given, and it really comes to that much."
                                   : "It really takes less, or less is promised elsewhere.");
    }
    }
    return {};
  }

  // ---- trying them ----------------------------------------------------------------------------------------

  std::string patch_of(const Change& c) const {
    std::string out = "[";
    const auto op = [&](bool there, std::string_view pointer, std::string_view value) {
      if (out.size() > 1) out += ",";
      out += there ? "{\"op\":\"replace\",\"path\":" : "{\"op\":\"add\",\"path\":";
      append_json_string(out, pointer);
      out.append(",\"value\":").append(value).append("}");
    };
    if (c.number) {
      op(true, c.pointer, plain(c.value));
      return out + "]";
    }
    std::vector<Kind> opened;
    for (const Change::New& n : c.added) {
      std::string body = "{";
      for (const auto& [name, json] : n.members)
        body += (body.size() > 1 ? "," : "") + json_string(name) + ":" + json;
      body += "}";
      std::string pointer;
      append_pointer(pointer, info(n.kind).member);
      if (member(root_element, info(n.kind).member).empty() &&
          std::find(opened.begin(), opened.end(), n.kind) == opened.end()) {
        opened.push_back(n.kind);
        op(false, pointer, "{" + json_string(n.id) + ":" + body + "}");
        continue;
      }
      append_pointer(pointer, n.id);
      op(false, pointer, body);
    }
    for (const Change::Set& s : c.sets) {
      std::string pointer = element_spot(view_, s.element).pointer;
      append_pointer(pointer, s.member);
      op(!member(s.element, s.member).empty(), pointer, s.json);
    }
    return out + "]";
  }

  void attempt(const Idea& idea, const Change& c) {
    ScoreOptions how = options_.score;
    how.progress = nullptr;
    how.as_of = as_of_;
    ScoreResult after;
    if (c.number) {
      after = score(with_values(view_, {&c.number, 1}, {&c.value, 1}), how);
    } else {
      Strategy s(view_.shared_base());
      try {
        for (const Change::New& n : c.added) {
          s.add_element(n.kind, n.id);
          for (const auto& [name, json] : n.members)
            find_relation(name) >= 0 ? s.set_relation(n.id, name, json) : s.set_attribute(n.id, name, json);
        }
        for (const Change::Set& e : c.sets)
          find_relation(e.member) >= 0 ? s.set_relation(e.id, e.member, e.json)
                                       : s.set_attribute(e.id, e.member, e.json);
      } catch (const Error& e) {
        if (e.status() != Status::refused) throw;
        return; // what lenient reading let through is in the way
      }
      after = score(s.view(), how);
    }
    ++found_.tried;
    const auto point = [](double x) { return known(x) ? x : 0; };
    Move m;
    m.overall = after.overall;
    m.sound = after.sound;
    m.gain = point(after.overall.score) - point(found_.overall.score);
    m.gain_lower = after.overall.lower - found_.overall.lower;
    m.gain_sound = point(after.sound) - point(found_.sound);
    if (options_.goal != no_element) {
      const GoalScore *b = gradient_.scores.find(options_.goal), *a = after.find(options_.goal);
      m.goal_gain = point(a->score.score) - point(b->score.score);
      m.goal_gain_lower = a->score.lower - b->score.lower;
    }
    constexpr double least = 1e-9;
    const double lower = options_.goal != no_element ? m.goal_gain_lower : m.gain_lower;
    const double plain_gain = options_.goal != no_element ? m.goal_gain : m.gain;
    // Known at a price is no move: neither bound nor score may be bought with the other's loss of ground.
    if (!(lower > least || (lower > -least && (plain_gain > least || m.gain_sound > least)))) return;
    m.kind = names[static_cast<std::size_t>(idea.what)];
    m.title = c.title;
    m.assumes = c.assumes;
    m.patch = patch_of(c);
    m.element = c.element;
    found_.moves.push_back(std::move(m));
  }

  MovesOptions options_;
  Moves found_;
  const View& view_;
  Gradient gradient_;
  std::optional<Numbers> numbers_;
  ScoreEngine engine_;
  Date as_of_;
  Element person_ = no_element, executive_ = no_element;
  unsigned person_goals_ = 0;
  std::map<Idea, double> ideas_;
  std::map<Element, double> peaks_;
  std::optional<Element> worker_, program_; ///< who has most time, what brings most; no_element: nobody
};

} // namespace

Moves next_moves(const View& view, const MovesOptions& options) {
  if (!view.overlay()) return Finder(view, options).run();
  // Patches speak of the document as it is now.
  const View now(read_json(Text::own(write_json(view))));
  MovesOptions how = options;
  if (how.goal != no_element) how.goal = now.find(view.id(options.goal));
  return Finder(now, how).run();
}

namespace {

/// The value at the pointer, compact; empty where there is none.
std::string value_at(std::string_view text, std::string_view pointer) {
  const std::vector<std::string> tokens = pointer_tokens(pointer);
  std::size_t taken = 0;
  const std::size_t at = json::follow(text, json::skip_space(text, 0), tokens, taken);
  if (taken != tokens.size()) return {};
  std::string out;
  json::append_formatted(out, text, at, 0, {true, true});
  return out;
}

} // namespace

ChangedStrategy nth_move(const View& view, const MoveAsked& asked) {
  MovesOptions how;
  how.score.as_of = asked.as_of;
  how.score.cancel = asked.cancel;
  how.goal = asked.goal;
  how.tried = asked.tried;
  how.most = asked.rank;
  const Moves m = next_moves(view, how);
  if (m.moves.size() < asked.rank)
    throw Error(Status::not_found, fmt::format("There is no move {}; {} gain something.", asked.rank,
                                               m.moves.size() == 1 ? "1" : std::to_string(m.moves.size())));
  const Move& x = m.moves[asked.rank - 1];
  const std::string_view text = m.view.base().text();
  ChangedStrategy c{
      m.view, View(read_json(Text::own(apply_edits(text, patch_edits(text, x.patch))))), x.title, {}};
  for (json::Walker ops(x.patch, 0); ops.next();) {
    std::string scratch;
    const std::size_t path = json::find_member(x.patch, ops.value_at(), "path"),
                      value = json::find_member(x.patch, ops.value_at(), "value");
    ChangedValue v;
    v.pointer = std::string(json::string_at(x.patch, path, scratch));
    v.after = x.patch.substr(value, json::skip_value(x.patch, value) - value);
    v.before = value_at(text, v.pointer);
    c.values.push_back(std::move(v));
  }
  return c;
}

} // namespace northline
