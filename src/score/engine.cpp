#include "score/engine.hpp"

#include "base/json_text.hpp"

#include <limits>

namespace northline {
namespace {

constexpr std::uint8_t executive_bit = 1, untyped_bit = 2, settled_bit = 4;
constexpr std::uint16_t metric_alive = 1, metric_outcome = 2, metric_leading = 4, metric_untyped = 8,
                        metric_driven = 16, metric_question = 32; // five questions from here on
constexpr double infinity = std::numeric_limits<double>::infinity();

bool has_baseline(Raw raw) {
  if (!raw.known() || raw.text[raw.at] != '{') return false;
  for (json::Walker w(raw.text, raw.at); w.next();)
    if (w.raw_key() == "value" && json::starts_number(raw.text, w.value_at())) return true;
  return false;
}

bool has_target(Raw raw) {
  if (!raw.known() || raw.text[raw.at] != '[') return false;
  for (json::Walker list(raw.text, raw.at); list.next();) {
    if (raw.text[list.value_at()] != '{') continue;
    bool due = false, value = false;
    for (json::Walker w(raw.text, list.value_at()); w.next();) {
      const std::string_view key = w.raw_key();
      if (key == "due")
        due = raw.text[w.value_at()] == '"' && parse_date(json::raw_string(raw.text, w.value_at())).known();
      else if (key == "value" || key == "min" || key == "max")
        value = value || json::starts_number(raw.text, w.value_at());
    }
    if (due && value) return true;
  }
  return false;
}

/// Whether a policy is in force: 1 stands, 0 does not, -1 nobody can say.
int standing(const View& view, ElementOf<Kind::policy> policy, Date as_of) {
  const Date approved = view.get(field::policy::approved, policy);
  const Date review = view.get(field::policy::review_due, policy);
  if (as_of.known() && ((approved.known() && as_of < approved) || (review.known() && review < as_of)))
    return 0;
  return as_of.known() && approved.known() && review.known() ? 1 : -1;
}

/// Policies that bear on something, as sets of topics.
struct Cover {
  std::uint32_t certain = 0, maybe = 0;
  bool any = false; ///< one without topic may stand
  void add(const View& view, Element e, Date as_of) {
    const ElementOf<Kind::policy> policy{e};
    const int stands = standing(view, policy, as_of);
    if (stands == 0) return;
    const choice::topic topic = view.get(field::policy::topic, policy);
    if (topic == choice::topic::absent)
      any = true;
    else
      (stands == 1 ? certain : maybe) |= 1U << static_cast<unsigned>(topic);
  }
  /// How far the topics of every option are covered.
  Bounded of(std::span<const std::uint32_t> options) const {
    std::uint32_t everywhere = ~0U, anywhere = 0;
    Bounded v{unknown_number, 2, 0, 0};
    for (const std::uint32_t topics : options) {
      everywhere &= topics;
      anywhere |= topics;
      const double n = __builtin_popcount(topics);
      const double sure = __builtin_popcount(topics & certain);
      const double open = any ? n - sure : __builtin_popcount(topics & maybe & ~certain);
      v.lower = std::min(v.lower, n == 0 ? 0.0 : sure / n);
      v.upper = std::max(v.upper, n == 0 ? 0.0 : (sure + open) / n);
    }
    if (anywhere == 0) return exactly(0);
    const std::uint32_t open = any ? everywhere & ~certain : everywhere & maybe & ~certain;
    const double settled = __builtin_popcount(everywhere & ~open);
    if (settled != 0) v.score = __builtin_popcount(everywhere & certain) / settled;
    v.known = settled / __builtin_popcount(anywhere);
    return determined(v);
  }
};

} // namespace

bool is_scored(const View& view, const Presence& present, Element goal) {
  return present(goal) && view.get(field::common::status, goal) != choice::status::done;
}

ScoreEngine::ScoreEngine(const View& view, const ScoreParameters& parameters, const ScoreOptions& options)
    : view_(&view), parameters_(parameters), as_of_(options.as_of),
      steps_left_((options.closure_steps / 4096 + 1) * 4096), cancel_(options.cancel), facts_(options.facts) {
  if (!facts_) facts_ = &own_facts_.emplace(view, options.cancel);
  view_ = &facts_->view();
  if (!as_of_.known()) as_of_ = view_->get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
  present_ = &facts_->presence();
  goals_ = &facts_->goals();
  sight_ = &facts_->line_of_sight();
  work_ = &facts_->work();
  person_rows_ = Rows(*view_, Kind::stakeholder);
  channel_rows_ = Rows(*view_, Kind::channel);
  metric_rows_ = Rows(*view_, Kind::metric);
  assessment_rows_ = Rows(*view_, Kind::assessment);
  insight_rows_ = Rows(*view_, Kind::insight);
  component_mark_.assign(goals_->component_count(), 0);
  reach_.resize(goals_->component_count());
  above_mark_.assign(goals_->rows().size(), 0);
  insight_mark_.assign(insight_rows_.size(), 0);
  insight_degree_.resize(insight_rows_.size());
  channel_mark_.assign(channel_rows_.size(), {0, 0});
  touch_mark_.assign(channel_rows_.size(), {0, 0});
  person_mark_.assign(person_rows_.size(), 0);
  prepare_people();
  prepare_policies();
  prepare_metrics();
  prepare_capabilities();
  prepare_assessments();
  prepare_units();
}

void ScoreEngine::refuse_size() {
  throw Error(Status::limit,
              "The goals of this strategy lie below one another so often that scoring them takes "
              "more steps than the limit allows; a cascade with fewer crossing relations would "
              "be scored.");
}

void ScoreEngine::prepare_people() {
  const View& v = *view_;
  const std::uint32_t n = person_rows_.size();
  opposition_.resize(n);
  person_bits_.assign(n, 0);
  for (std::uint32_t row = 0; row < n; ++row) {
    const ElementOf<Kind::stakeholder> e{person_rows_.at(row)};
    if (!is_present(e)) continue;
    step();
    const choice::stakeholder_type type = v.get(field::stakeholder::type, e);
    if (type == choice::stakeholder_type::executive) {
      person_bits_[row] |= executive_bit;
      executives_.push_back(row);
    } else if (type == choice::stakeholder_type::absent) {
      person_bits_[row] |= untyped_bit;
      untyped_.push_back(row);
    }
    const choice::stance stance = v.get(field::stakeholder::stance, e);
    const double influence = v.get(field::stakeholder::influence, e);
    const bool friendly = stance != choice::stance::absent && stance != choice::stance::sceptic &&
                          stance != choice::stance::blocker;
    Opposition& o = opposition_[row];
    if (!friendly && !(influence < parameters_.opposition_influence)) {
      const auto planned_for = [&] {
        for (const Edge& s : v.in(e, Relation::serves))
          if (is_present(s.source) && v.is(s.source, Kind::program)) return true;
        for (const Edge& felt : v.in(e, Relation::felt_by)) {
          if (!is_present(felt.source)) continue;
          for (const Edge& a : v.in(felt.source, Relation::addresses))
            if (is_present(a.source) && v.is(a.source, Kind::program)) return true;
        }
        return false;
      };
      if (!planned_for()) o.worst = known(influence) ? influence : 1;
    }
    if (stance != choice::stance::absent && known(influence)) o.sure = o.worst;
    if (o.worst == o.sure) person_bits_[row] |= settled_bit;
    if (person_bits_[row] & executive_bit) {
      everywhere_.worst = std::max(everywhere_.worst, o.worst);
      everywhere_.sure = std::max(everywhere_.sure, o.sure);
    } else if (person_bits_[row] & untyped_bit) {
      everywhere_.worst = std::max(everywhere_.worst, o.worst);
    }
  }
  const Rows& rows = goals_->rows();
  goal_people_.resize(rows.size());
  for (std::uint32_t g = 0; g < rows.size(); ++g)
    if (is_present(rows.at(g))) goal_people_[g] = group(rows.at(g));
  root_people_ = group(root_element);
}

ScoreEngine::Group ScoreEngine::group(Element e) const {
  Group people;
  for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
    for (const Edge& edge : view_->out(e, r)) {
      if (!is_present(edge.target)) continue;
      const std::uint32_t person = person_rows_.of(edge.target);
      people.any = true;
      people.most.worst = std::max(people.most.worst, opposition_[person].worst);
      people.most.sure = std::max(people.most.sure, opposition_[person].sure);
      if (r != Relation::sponsored_by) continue;
      people.executive = people.executive || (person_bits_[person] & executive_bit);
      people.untyped = people.untyped || (person_bits_[person] & untyped_bit);
    }
  return people;
}

void ScoreEngine::prepare_policies() {
  const View& v = *view_;
  Cover general;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    if (is_present(p) && v.get(field::policy::applies_to_all, p) == Maybe::yes) general.add(v, p, as_of_);
  });
  general_certain_ = general.certain;
  general_maybe_ = general.maybe;
  general_any_ = general.any;
  const std::uint32_t n = channel_rows_.size();
  channel_covered_.resize(n);
  channel_live_.assign(n, false);
  for (std::uint32_t row = 0; row < n; ++row) {
    const ElementOf<Kind::channel> c{channel_rows_.at(row)};
    if (!is_present(c)) continue;
    const choice::channel_state state = v.get(field::channel::state, c);
    channel_live_[row] = state != choice::channel_state::dormant &&
                         state != choice::channel_state::excluded &&
                         state != choice::channel_state::retired && state != choice::channel_state::observed;
    if (!channel_live_[row]) continue;
    Cover cover = general;
    for (const Edge& e : v.out(c, Relation::governed_by))
      if (is_present(e.target)) cover.add(v, e.target, as_of_);
    const choice::channel_mode mode = v.get(field::channel::mode, c);
    const choice::ownership ownership = v.get(field::channel::ownership, c);
    std::uint32_t options[4];
    unsigned count = 0;
    for (const bool online : {true, false}) {
      if (mode != choice::channel_mode::absent && online != (mode == choice::channel_mode::online)) continue;
      for (const bool paid : {true, false}) {
        if (ownership != choice::ownership::absent && paid != (ownership == choice::ownership::paid))
          continue;
        options[count++] = parameters_.every.bits | (paid     ? parameters_.paid.bits
                                                     : online ? parameters_.online_talk.bits
                                                              : 0U);
      }
    }
    channel_covered_[row] = cover.of({options, count});
  }
}

void ScoreEngine::prepare_metrics() {
  const View& v = *view_;
  const std::uint32_t n = metric_rows_.size();
  metric_bits_.assign(n, 0);
  for (std::uint32_t row = 0; row < n; ++row) {
    const ElementOf<Kind::metric> m{metric_rows_.at(row)};
    if (!is_present(m) || v.get(field::metric::life, m) == choice::metric_life::withdrawn) continue;
    step();
    bool replaced = false;
    for (const Edge& e : v.out(m, Relation::replaced_by))
      replaced = replaced || (e.target != m && is_present(e.target));
    if (replaced) continue;
    std::uint16_t bits = metric_alive;
    switch (v.get(field::metric::type, m)) {
    case choice::metric_type::absent:
      bits |= metric_untyped;
      break;
    case choice::metric_type::outcome:
    case choice::metric_type::impact:
      bits |= metric_outcome;
      break;
    default:
      bits |= metric_leading;
    }
    metric_bits_[row] = bits;
  }
  for (std::uint32_t row = 0; row < n; ++row) {
    if (!(metric_bits_[row] & metric_alive)) continue;
    for (const Edge& e : v.out(metric_rows_.at(row), Relation::drives))
      if (e.target != e.source && is_present(e.target))
        metric_bits_[metric_rows_.of(e.target)] |= metric_driven;
  }
  // Only metrics of goals are asked the five questions; most of the text lies in the others.
  const Rows& rows = goals_->rows();
  std::vector<bool> asked(n);
  for (std::uint32_t g = 0; g < rows.size(); ++g) {
    if (!is_present(rows.at(g))) continue;
    for (const Edge& edge : v.out(rows.at(g), Relation::measured_by)) {
      if (!is_present(edge.target)) continue;
      const std::uint32_t row = metric_rows_.of(edge.target);
      if (asked[row] || !(metric_bits_[row] & metric_alive)) continue;
      asked[row] = true;
      step();
      const ElementOf<Kind::metric> m{edge.target};
      const choice::metric_direction direction = v.get(field::metric::direction, m);
      bool cadence = v.get(field::metric::cadence, m).known(), reviewer = false;
      for (const Edge& e : v.out(m, Relation::reviewed_by)) {
        if (!is_present(e.target)) continue;
        reviewer = true;
        cadence = cadence || v.get(edge_field::reviewed_by::cadence, e).known();
      }
      const Raw method = v.get(field::metric::method, m);
      const bool answers[5] = {direction == choice::metric_direction::at_least ||
                                   direction == choice::metric_direction::at_most ||
                                   direction == choice::metric_direction::range ||
                                   direction == choice::metric_direction::milestone ||
                                   has_baseline(v.get(field::metric::baseline, m)),
                               has_target(v.get(field::metric::targets, m)),
                               method.known() && method.text[method.at + 1] != '"', cadence, reviewer};
      for (unsigned q = 0; q < 5; ++q)
        if (answers[q]) metric_bits_[row] |= static_cast<std::uint16_t>(metric_question << q);
    }
  }
}

namespace {

Bounded able(double maturity, double level) {
  if (level == 0) return exactly(1);
  if (!known(maturity)) return unknown_in(0, 1);
  if (!known(level)) return maturity == 0 ? exactly(0) : unknown_in(maturity / 5, 1);
  return exactly(std::min(1.0, maturity / level));
}

/// 0 … 3 for the four leaves, 4 for a capability without area.
unsigned leaf_of(const View& view, Element capability) {
  const choice::area area = view.get(field::capability::area, ElementOf<Kind::capability>{capability});
  return area == choice::area::absent ? 4U : static_cast<unsigned>(area) - 1;
}

} // namespace

void ScoreEngine::prepare_capabilities() {
  const View& v = *view_;
  v.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
    if (!is_present(c)) return;
    const unsigned leaf = leaf_of(v, c);
    general_leaves_[leaf].add(
        able(v.get(field::capability::maturity, c), v.get(field::capability::required, c)));
    if (leaf == 4) homeless_.push_back(c);
  });
}

void ScoreEngine::prepare_assessments() {
  const View& v = *view_;
  grounds_.resize(assessment_rows_.size());
  for (std::uint32_t row = 0; row < assessment_rows_.size(); ++row) {
    const ElementOf<Kind::assessment> a{assessment_rows_.at(row)};
    if (!is_present(a)) continue;
    double worth = parameters_.no_findings;
    for (const Edge& e : v.in(a, Relation::found_in))
      if (is_present(e.source) && v.is(e.source, Kind::insight)) {
        worth = 1;
        break;
      }
    const Date date = v.get(field::assessment::date, a), valid = v.get(field::assessment::valid_until, a);
    if (!date.known() || !as_of_.known()) {
      grounds_[row] = unknown_in(0, worth);
      continue;
    }
    const double until = valid.known() ? valid.days : date.days + parameters_.validity_days;
    const double past = as_of_.days - until, validity = until - date.days;
    double value = 1;
    if (as_of_ < date)
      value = 0;
    else if (past > 0)
      value = validity <= 0 ? 0 : std::max(0.0, 1 - past / validity);
    grounds_[row] = exactly(value * worth);
  }
}

void ScoreEngine::prepare_units() {
  const View& v = *view_;
  for (std::uint32_t row = work_->program_count(); row < work_->size(); ++row)
    if (work_->is_unit(row)) lonely_.push_back(row);
  const std::uint32_t n = work_->program_count() + static_cast<std::uint32_t>(lonely_.size());
  units_.resize(n);
  unit_mark_.assign(n, {0, 0});
  {
    // Of the schedule only the units' own dates are kept, before anything else that is long comes.
    const Schedule schedule(v, *present_, *work_, cancel_);
    for (std::uint32_t u = 0; u < n; ++u) {
      if (!is_present(unit_element(u))) continue;
      units_[u].start = schedule.start(unit_row(u));
      units_[u].length = schedule.length(unit_row(u));
    }
  }
  const LoadParameters rationing{parameters_.slack_worth};
  if (!own_facts_ && rationing.slack_worth == LoadParameters{}.slack_worth)
    load_ = &facts_->load();
  else
    load_ = &own_load_.emplace(v, *present_, *work_, rationing, cancel_);
  for (std::uint32_t u = 0; u < n; ++u) {
    const std::uint32_t unit_row = this->unit_row(u);
    const Element e = work_->element(unit_row);
    if (!is_present(e)) continue;
    Unit& unit = units_[u];
    unit.equipped = equip(u);
    const Group people = group(e);
    unit.has_people = people.any;
    unit.most = people.most;

    Cover cover{general_certain_, general_maybe_, general_any_};
    for (const Edge& edge : v.out(e, Relation::governed_by))
      if (is_present(edge.target)) cover.add(v, edge.target, as_of_);
    std::uint32_t options[2] = {parameters_.every.bits, 0};
    unsigned count = 1;
    if (is_program(u)) {
      const ElementOf<Kind::program> p{e};
      // Work that goes on and on is in time as soon as it has begun.
      if (v.get(field::program::continuous, p) == Maybe::yes) unit.length = {0, 0};
      if (v.get(field::program::personal_data, p) == Maybe::yes) options[0] |= parameters_.personal_data.bits;
      const std::uint32_t talking = options[0] | parameters_.online_talk.bits;
      switch (v.get(field::program::type, p)) {
      case choice::program_type::absent:
        options[count++] = talking;
        break;
      case choice::program_type::engagement:
      case choice::program_type::community:
      case choice::program_type::service:
        options[0] = talking;
        break;
      default:
        break;
      }
      for (const Edge& edge : v.out(e, Relation::measured_by)) {
        if (!is_present(edge.target)) continue;
        const std::uint16_t bits = metric_bits_[metric_rows_.of(edge.target)];
        unit.leading = unit.leading || (bits & metric_leading);
        unit.untyped = unit.untyped || (bits & metric_untyped);
      }
    }
    unit.covered = cover.of({options, count});

    unit.channels_from = static_cast<std::uint32_t>(unit_channels_.size());
    work_->each_member(unit_row, [&](std::uint32_t row) {
      step();
      for (const Edge& edge : v.out(work_->element(row), Relation::uses)) {
        if (!v.is(edge.target, Kind::channel)) continue;
        const std::uint32_t c = channel_rows_.of(edge.target);
        if (!channel_live_[c]) continue;
        const double degree = std::min(1.0, v.get(edge_field::uses::degree, edge).point_or(1));
        if (channel_mark_[c].mark != u + 1) {
          channel_mark_[c] = {u + 1, static_cast<std::uint32_t>(unit_channels_.size())};
          unit_channels_.push_back({c, degree});
        } else {
          UsedChannel& used = unit_channels_[channel_mark_[c].slot];
          used.degree = std::max(used.degree, degree);
        }
      }
    });
    unit.channels_to = static_cast<std::uint32_t>(unit_channels_.size());
  }
  std::fill(channel_mark_.begin(), channel_mark_.end(), Mark{0, 0});
}

// ---- work: planned, staffed, paid for ---------------------------------------------------------------------

/// Shares granted to demands, weighted by what they ask for; an open demand says nothing.
void ScoreEngine::Granted::add(double share, double asked) {
  parts.push_back(known(share) ? exactly(share) : unknown_in(0, 1));
  weights.push_back(given_weight(asked));
}

Bounded ScoreEngine::Granted::value() {
  if (open == 0) return weighted_mean(parts, weights);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (known(parts[i].score)) {
      parts[kept] = parts[i];
      weights[kept++] = weights[i];
    }
  const double all = static_cast<double>(parts.size() + open);
  if (kept == 0) return unknown_in(0, 1);
  return {weighted_mean({parts.data(), kept}, {weights.data(), kept}).score, 0, 1,
          static_cast<double>(kept) / all};
}

Bounded ScoreEngine::hours_share(std::uint32_t unit) {
  Granted& granted = granted_;
  granted.parts.clear();
  granted.weights.clear();
  granted.open = 0;
  const std::uint32_t unit_row = this->unit_row(unit);
  work_->each_member(unit_row, [&](std::uint32_t row) {
    if (work_->unit(row) != row) return; // an activity's demands are listed under its program
    for (const std::uint32_t i : load_->of_unit(row)) {
      const Demand& d = load_->demands()[i];
      const Load::Type type = load_->type(d.resource);
      if (type != Load::Type::hours && type != Load::Type::none) continue;
      if (known(d.hours) && d.dated())
        granted.add(load_->hours_share(i), d.total_hours());
      else
        ++granted.open;
    }
  });
  if (granted.parts.empty() && granted.open == 0) {
    const bool market = is_program(unit) && view_->get(field::program::execution,
                                                       ElementOf<Kind::program>{work_->element(unit_row)}) ==
                                                choice::execution::market;
    return market ? exactly(1) : unknown_in(0, 1);
  }
  return granted.value();
}

Bounded ScoreEngine::money_share(std::uint32_t unit) {
  Granted& granted = granted_;
  granted.parts.clear();
  granted.weights.clear();
  granted.open = 0;
  work_->each_member(unit_row(unit), [&](std::uint32_t row) {
    if (work_->unit(row) != row) return;
    for (const std::uint32_t i : load_->of_unit(row)) {
      const Demand& d = load_->demands()[i];
      const Load::Type type = load_->type(d.resource);
      if ((type != Load::Type::budget && type != Load::Type::none) || d.money == 0) continue;
      if (known(d.money))
        granted.add(load_->money_share(d.resource), d.money);
      else
        ++granted.open;
    }
  });
  if (granted.parts.empty() && granted.open == 0) return exactly(1);
  return granted.value();
}

Bounded ScoreEngine::equip(std::uint32_t unit) {
  const Bounded h = hours_share(unit), b = money_share(unit);
  const double lower = std::min(h.lower, b.lower), upper = std::min(h.upper, b.upper);
  if (lower == upper) return exactly(lower);
  if (!known(h.score) || !known(b.score)) return unknown_in(lower, upper);
  return held({std::min(h.score, b.score), lower, upper, std::min(h.known, b.known)});
}

// ---- the goal in focus
// --------------------------------------------------------------------------------------

void ScoreEngine::focus(std::uint32_t goal_row) {
  const GoalGraph& graph = *goals_;
  if (goal_row_ != no_row && graph.component(goal_row) == graph.component(goal_row_)) {
    // The next goal of a circle: the same goals lie below and above, but for itself.
    if (goal_row != goal_row_) std::replace(above_.begin(), above_.end(), goal_row, goal_row_);
    goal_row_ = goal_row;
    goal_ = graph.rows().at(goal_row);
    return;
  }
  goal_row_ = goal_row;
  goal_ = graph.rows().at(goal_row);
  ++mark_;
  addressed_ready_ = channels_ready_ = false;
  shared_ = {};

  components_.clear();
  below_.clear();
  const std::uint32_t own = graph.component(goal_row);
  component_mark_[own] = mark_;
  components_.push_back(own);
  reach_[own] = {1, 1, true};
  for (std::size_t i = 0; i < components_.size(); ++i)
    for (const std::uint32_t member : graph.members(components_[i])) {
      below_.push_back(member);
      for (const std::uint32_t child : graph.below(member)) {
        step();
        const std::uint32_t c = graph.component(child);
        if (component_mark_[c] == mark_) continue;
        component_mark_[c] = mark_;
        components_.push_back(c);
      }
    }
  // An edge leads up to a smaller number, so every component comes after those above it.
  if (!std::is_sorted(components_.begin(), components_.end()))
    std::sort(components_.begin(), components_.end());
  for (std::size_t i = 1; i < components_.size(); ++i) {
    const std::uint32_t c = components_[i];
    Sum low, high;
    bool sure = true;
    for (const std::uint32_t member : graph.members(c))
      for (const GoalEdge& e : graph.above(member)) {
        const std::uint32_t up = graph.component(e.goal);
        if (up == c || component_mark_[up] != mark_) continue;
        step();
        low.add(e.low * reach_[up].low);
        high.add(e.high * reach_[up].high);
        sure = sure && e.known && reach_[up].known;
      }
    reach_[c] = {low.value(), high.value(), sure};
  }

  brought_.clear();
  terms_of_.clear();
  every_edge_bare_ = true;
  bool many = false;
  const auto each_term = [&](auto&& f) {
    for (const std::uint32_t c : components_) {
      const Size r = reach_[c];
      for (const std::uint32_t member : graph.members(c))
        for (const Contribution& to : work_->to_goal(member)) {
          step();
          const double low = to.known() ? to.contribution / 100 * r.low : 0;
          const double high = to.known() ? to.contribution / 100 * r.high : r.high;
          f(unit_of(to.other), low, high, to.known(), r.known);
        }
    }
  };
  each_term([&](std::uint32_t unit, double low, double high, bool sized, bool sure) {
    Mark& m = unit_mark_[unit];
    every_edge_bare_ = every_edge_bare_ && !sized;
    if (m.mark != mark_) {
      m = {mark_, static_cast<std::uint32_t>(brought_.size())};
      brought_.push_back({unit, low, high, sized && sure});
      terms_of_.push_back(1);
      return;
    }
    Brought& b = brought_[m.slot];
    b.low += low;
    b.high += high;
    b.known = b.known && sized && sure;
    many = ++terms_of_[m.slot] > 2 || many;
  });
  if (many) { // sums of three and more terms depend on their order unless they are taken exactly
    std::vector<Sum> sums(2 * brought_.size());
    each_term([&](std::uint32_t unit, double low, double high, bool, bool) {
      const std::uint32_t slot = unit_mark_[unit].slot;
      if (terms_of_[slot] < 3) return;
      sums[2 * slot].add(low);
      sums[2 * slot + 1].add(high);
    });
    for (std::size_t slot = 0; slot < brought_.size(); ++slot) {
      if (terms_of_[slot] < 3) continue;
      brought_[slot].low = sums[2 * slot].value();
      brought_[slot].high = sums[2 * slot + 1].value();
    }
  }

  above_.clear();
  above_mark_[goal_row] = mark_;
  stack_.assign(1, goal_row);
  while (!stack_.empty()) {
    const std::uint32_t at = stack_.back();
    stack_.pop_back();
    for (const GoalEdge& e : graph.above(at)) {
      if (above_mark_[e.goal] == mark_) continue;
      step();
      above_mark_[e.goal] = mark_;
      above_.push_back(e.goal);
      stack_.push_back(e.goal);
    }
  }
}

bool ScoreEngine::exempt() const {
  const choice::goal_type type = view_->get(field::goal::type, ElementOf<Kind::goal>{goal_});
  if (type != choice::goal_type::process && type != choice::goal_type::values) return false;
  bool any = false;
  each_served([&](Element, double) { any = true; });
  return !any;
}

Bounded ScoreEngine::dimension(Dimension d) {
  bool negative = false;
  switch (d) {
  case Dimension::direction:
    return direction_of(goal_row_, negative);
  case Dimension::need:
    return need();
  case Dimension::grounding:
    return grounding();
  case Dimension::audience:
    return audience();
  case Dimension::means:
    return once(shared_.means, [this] { return means(); });
  case Dimension::measurement:
    return measurement();
  case Dimension::accountability:
    return accountability();
  case Dimension::governance:
    return once(shared_.governance, [this] { return governance(); });
  case Dimension::readiness:
    return once(shared_.readiness, [this] { return readiness(); });
  case Dimension::timing:
    return timing();
  default:
    return {};
  }
}

Bounded ScoreEngine::direction_of(std::uint32_t goal_row, bool& negative) const {
  const Direction d = northline::direction_of(*sight_, goal_row);
  negative = d.negative;
  return d.exact ? exactly(d.lower) : unknown_in(d.lower, d.upper);
}

// ---- need
// -----------------------------------------------------------------------------------------------------

void ScoreEngine::gather_addressed() {
  if (addressed_ready_) return;
  addressed_ready_ = true;
  const auto from = [&](Element e) {
    for (const Edge& edge : view_->out(e, Relation::addresses)) {
      if (!is_present(edge.target)) continue;
      const std::uint32_t row = insight_rows_.of(edge.target);
      const double degree = view_->get(edge_field::addresses::degree, edge).point_or(1);
      if (insight_mark_[row] != mark_) {
        insight_mark_[row] = mark_;
        insight_degree_[row] = degree;
      } else {
        insight_degree_[row] = std::max(insight_degree_[row], degree);
      }
    }
  };
  for (const std::uint32_t g : below_) {
    step();
    from(goals_->rows().at(g));
  }
  for (const Brought& b : brought_) {
    step();
    if (is_program(b.unit)) from(unit_element(b.unit));
  }
}

double ScoreEngine::addressed(Element insight) const {
  const std::uint32_t row = insight_rows_.of(insight);
  return insight_mark_[row] == mark_ ? insight_degree_[row] : unknown_number;
}

Bounded ScoreEngine::answered(Element audience) {
  gather_addressed();
  // Greatest values over what is felt for certain, and over what may be no feeling for want of a type.
  std::uint32_t certain = 0, settled = 0, maybe = 0;
  bool any_answered = false;
  double top_low = 0, top_high = 0, bottom_low = 0, bottom_high = 0, top_settled = 0, bottom_settled = 0;
  for (const Edge& e : view_->in(audience, Relation::felt_by)) {
    if (!is_present(e.source) || !view_->is(e.source, Kind::insight)) continue;
    step();
    const ElementOf<Kind::insight> i{e.source};
    bool typed = false;
    switch (view_->get(field::insight::type, i)) {
    case choice::insight_type::absent:
      break;
    case choice::insight_type::need:
    case choice::insight_type::frustration:
    case choice::insight_type::excitement:
    case choice::insight_type::sentiment:
      typed = true;
      break;
    default:
      continue;
    }
    const double intensity = view_->get(field::insight::intensity, i), degree = addressed(i);
    const double low = known(intensity) ? intensity : 0, high = known(intensity) ? intensity : 1;
    ++(typed ? certain : maybe);
    bottom_high = std::max(bottom_high, high);
    if (typed) bottom_low = std::max(bottom_low, low);
    if (known(degree)) {
      any_answered = true;
      if (typed) top_low = std::max(top_low, degree * low);
      top_high = std::max(top_high, degree * high);
    }
    if (typed && known(intensity)) {
      ++settled;
      bottom_settled = std::max(bottom_settled, intensity);
      if (known(degree)) top_settled = std::max(top_settled, degree * intensity);
    }
  }
  if (certain == 0) return unknown_in(0, 1);
  if (!any_answered) return exactly(0);
  const auto ratio = [](double top, double bottom) {
    if (bottom == 0) return top > 0 ? 1.0 : 0.0;
    return std::min(1.0, top / bottom);
  };
  const double plain = bottom_settled != 0 ? std::min(1.0, top_settled / bottom_settled) : 0;
  if (maybe == 0 && settled == certain) return exactly(plain);
  return determined({settled != 0 ? plain : unknown_number, ratio(top_low, bottom_high),
                     ratio(top_high, bottom_low), static_cast<double>(settled) / (certain + maybe)});
}

Bounded ScoreEngine::need() {
  parts_.clear();
  numbers_.clear();
  each_served([&](Element audience, double priority) {
    parts_.push_back(answered(audience));
    numbers_.push_back(priority);
  });
  if (parts_.empty()) return exactly(0);
  weights_of(numbers_, 1, weights_);
  return weighted_mean(parts_, weights_);
}

// ---- grounding
// ------------------------------------------------------------------------------------------------

void ScoreEngine::gather_grounds(std::vector<Element>& assessments) {
  assessments.clear();
  const auto rest_on = [&](Element e) {
    if (is_present(e) && std::find(assessments.begin(), assessments.end(), e) == assessments.end())
      assessments.push_back(e);
  };
  const auto findings = [&](Element insight) {
    if (!is_present(insight)) return;
    for (const Edge& e : view_->out(insight, Relation::found_in)) rest_on(e.target);
  };
  for (const Edge& e : view_->out(goal_, Relation::based_on)) {
    step();
    if (view_->is(e.target, Kind::assessment))
      rest_on(e.target);
    else
      findings(e.target);
  }
  for (const Edge& e : view_->out(goal_, Relation::addresses)) findings(e.target);
}

Bounded ScoreEngine::ground(Element assessment) const {
  Bounded v = grounds_[assessment_rows_.of(assessment)];
  const Date date = view_->get(field::assessment::date, ElementOf<Kind::assessment>{assessment});
  const Date decided = view_->get(field::common::decided, goal_);
  if (date.known() && decided.known() && decided < date) {
    v.score *= parameters_.late_assessment;
    v.lower *= parameters_.late_assessment;
    v.upper *= parameters_.late_assessment;
  }
  return v;
}

Bounded ScoreEngine::grounding() {
  gather_grounds(elements_);
  if (elements_.empty()) return exactly(0);
  Bounded most{unknown_number, 0, 0, 0};
  double settled = 0;
  for (const Element a : elements_) {
    const Bounded v = ground(a);
    most.lower = std::max(most.lower, v.lower);
    most.upper = std::max(most.upper, v.upper);
    if (!known(v.score)) continue;
    most.score = known(most.score) ? std::max(most.score, v.score) : v.score;
    ++settled;
  }
  most.known = settled / static_cast<double>(elements_.size());
  return determined(most);
}

// ---- audience
// -------------------------------------------------------------------------------------------------

std::span<const ScoreEngine::UsedChannel> ScoreEngine::live_channels() {
  if (channels_ready_) return channels_;
  channels_ready_ = true;
  channels_.clear();
  for (const Brought& b : brought_) {
    const Unit& unit = units_[b.unit];
    for (std::uint32_t i = unit.channels_from; i < unit.channels_to; ++i) {
      const UsedChannel used = unit_channels_[i];
      step();
      Mark& m = channel_mark_[used.row];
      if (m.mark != mark_) {
        m = {mark_, static_cast<std::uint32_t>(channels_.size())};
        channels_.push_back(used);
      } else {
        UsedChannel& c = channels_[m.slot];
        c.degree = std::max(c.degree, used.degree);
      }
    }
  }
  return channels_;
}

Bounded ScoreEngine::met(Element audience) {
  live_channels();
  ++touch_;
  touches_.clear();
  const auto touch = [&](Element channel) -> Touch* {
    step();
    const std::uint32_t row = channel_rows_.of(channel);
    if (channel_mark_[row].mark != mark_) return nullptr;
    Mark& m = touch_mark_[row];
    if (m.mark != touch_) {
      m = {touch_, static_cast<std::uint32_t>(touches_.size())};
      touches_.push_back(
          {channels_[channel_mark_[row].slot].degree, unknown_number, unknown_number, false, false});
    }
    return &touches_[m.slot];
  };
  for (const Edge& e : view_->in(audience, Relation::reaches))
    if (Touch* t = is_present(e.source) ? touch(e.source) : nullptr; t && !t->reaches) {
      t->reaches = true;
      t->reach = view_->get(edge_field::reaches::share, e).point();
    }
  for (const Edge& e : view_->out(audience, Relation::present_on))
    if (Touch* t = is_present(e.target) ? touch(e.target) : nullptr; t && !t->present) {
      t->present = true;
      t->presence = view_->get(edge_field::present_on::share, e).point();
    }
  const double needed = view_->get(field::goal::reach_needed, ElementOf<Kind::goal>{goal_}).point_or(1);
  const auto enough = [&](double reached) {
    if (needed == 0) return reached > 0 ? 1.0 : 0.0;
    return std::min(1.0, reached / needed);
  };
  if (touches_.empty()) return exactly(enough(0));
  auto& lows = factors_[0];
  auto& highs = factors_[1];
  lows.clear();
  highs.clear();
  for (const Touch& t : touches_) {
    if (known(t.reach)) {
      lows.push_back(1 - t.degree * t.reach);
      highs.push_back(1 - t.degree * t.reach);
    } else {
      highs.push_back(1 - t.degree * (known(t.presence) ? t.presence : 1));
    }
  }
  // A product of several factors depends on their order; by size it is always the same.
  const auto reached = [](std::vector<double>& missed) {
    std::sort(missed.begin(), missed.end());
    double all = 1;
    for (const double x : missed) all *= x;
    return 1 - all;
  };
  const double sure = static_cast<double>(lows.size());
  const double lower = enough(reached(lows)), upper = enough(reached(highs));
  return determined(
      {sure != 0 ? lower : unknown_number, lower, upper, sure / static_cast<double>(touches_.size())});
}

Bounded ScoreEngine::audience() {
  if (brought_.empty()) return exactly(0);
  parts_.clear();
  numbers_.clear();
  each_served([&](Element audience, double priority) {
    parts_.push_back(met(audience));
    numbers_.push_back(priority);
  });
  if (parts_.empty()) return exactly(0);
  weights_of(numbers_, 1, weights_);
  return weighted_mean(parts_, weights_);
}

// ---- means
// ----------------------------------------------------------------------------------------------------

Bounded ScoreEngine::means() {
  if (brought_.empty()) return exactly(0);
  bool all_known = true, all_exact = true;
  for (const Brought& b : brought_) {
    if (!(b.high < infinity)) return unknown_in(0, 1);
    all_known = all_known && b.known;
    all_exact = all_exact && units_[b.unit].equipped.exact();
  }
  const double n = static_cast<double>(brought_.size());
  if (all_known) { // then no weight is open, and the least and the greatest mean are the mean
    Sum weights, lower, upper, sure, sure_weights, settled, plain_lower, plain_upper;
    bool scored = false;
    for (const Brought& b : brought_) {
      const Bounded& m = units_[b.unit].equipped;
      weights.add(b.low);
      lower.add(b.low * m.lower);
      plain_lower.add(m.lower);
      if (all_exact) continue;
      upper.add(b.low * m.upper);
      plain_upper.add(m.upper);
      settled.add(m.known);
      if (!known(m.score)) continue;
      scored = true;
      sure.add(b.low * m.score);
      sure_weights.add(b.low);
    }
    const double total = weights.value();
    if (!std::isfinite(total)) return unknown_in(0, 1);
    const auto bound = [&](const Sum& sum, const Sum& plain) {
      const double all = sum.value();
      return std::min(std::min(1.0, all), total != 0 ? all / total : plain.value() / n);
    };
    const double low = bound(lower, plain_lower);
    if (all_exact) return exactly(low);
    return determined({scored ? sure.value() / std::max(1.0, sure_weights.value()) : unknown_number, low,
                       bound(upper, plain_upper), settled.value() / n});
  }
  Sum low_all, high_all, sure, sure_weights, settled;
  bool scored = false;
  for (const Brought& b : brought_) {
    const Bounded& m = units_[b.unit].equipped;
    low_all.add(b.low * m.lower);
    high_all.add(b.high * m.upper);
    if (!b.known) continue;
    settled.add(m.known);
    if (!known(m.score)) continue;
    scored = true;
    sure.add(b.low * m.score);
    sure_weights.add(b.low);
  }
  Bounded v{unknown_number, std::min(1.0, low_all.value()), std::min(1.0, high_all.value()),
            settled.value() / n};
  if (!std::isfinite(low_all.value()) || !std::isfinite(high_all.value())) return unknown_in(0, 1);
  if (scored) v.score = sure.value() / std::max(1.0, sure_weights.value());
  weights_.clear();
  for (const Brought& b : brought_) weights_.push_back({b.low, b.high, b.low, b.known});
  numbers_.clear();
  for (const Brought& b : brought_) numbers_.push_back(units_[b.unit].equipped.lower);
  v.lower = std::min(v.lower, extreme_mean(numbers_, weights_, true));
  numbers_.clear();
  for (const Brought& b : brought_) numbers_.push_back(units_[b.unit].equipped.upper);
  v.upper = std::min(v.upper, extreme_mean(numbers_, weights_, false));
  return determined(v);
}

// ---- measurement
// ----------------------------------------------------------------------------------------------

void ScoreEngine::measurement_parts(Bounded (&parts)[7]) {
  double outcomes = 0, untyped = 0, all = 0;
  double has_outcome[5] = {}, has_untyped[5] = {}, has_all[5] = {};
  bool leading = false, perhaps = false;
  for (const Edge& e : view_->out(goal_, Relation::measured_by)) {
    if (!is_present(e.target)) continue;
    const std::uint16_t bits = metric_bits_[metric_rows_.of(e.target)];
    if (!(bits & metric_alive)) continue;
    step();
    ++all;
    if (bits & metric_outcome) ++outcomes;
    if (bits & metric_untyped) ++untyped;
    leading = leading || (bits & metric_leading) || ((bits & metric_outcome) && (bits & metric_driven));
    perhaps = perhaps || (bits & metric_untyped);
    for (unsigned q = 0; q < 5; ++q) {
      if (!(bits & (metric_question << q))) continue;
      ++has_all[q];
      if (bits & metric_outcome) ++has_outcome[q];
      if (bits & metric_untyped) ++has_untyped[q];
    }
  }
  if (!shared_.metrics) {
    shared_.metrics.emplace(false, false);
    for (const Brought& b : brought_) {
      shared_.metrics->first = shared_.metrics->first || units_[b.unit].leading;
      shared_.metrics->second = shared_.metrics->second || units_[b.unit].untyped;
    }
  }
  leading = leading || shared_.metrics->first;
  perhaps = perhaps || shared_.metrics->second;
  parts[0] = outcomes != 0 ? exactly(1) : untyped != 0 ? unknown_in(0, 1) : exactly(0);
  parts[1] = leading ? exactly(1) : perhaps ? unknown_in(0, 1) : exactly(0);
  for (unsigned q = 0; q < 5; ++q) {
    Bounded& part = parts[q + 2];
    const double o = has_outcome[q], u = has_untyped[q];
    if (all == 0) {
      part = exactly(0);
    } else if (untyped == 0) {
      part = exactly(outcomes != 0 ? o / outcomes : parameters_.no_outcome * has_all[q] / all);
    } else if (outcomes != 0) {
      part = determined({o / outcomes, o / (outcomes + untyped - u), (o + u) / (outcomes + u),
                         outcomes / (outcomes + untyped)});
    } else {
      const double half = parameters_.no_outcome * has_all[q] / all;
      part =
          determined(unknown_in(std::min(half, u == untyped ? 1.0 : 0.0), std::max(half, u > 0 ? 1.0 : 0.0)));
    }
  }
}

std::array<ScoreEngine::Question, 5> ScoreEngine::questions_without_outcome() const {
  std::array<Question, 5> questions;
  double all = 0, untyped = 0;
  double has[5] = {}, has_untyped[5] = {};
  for (const Edge& e : view_->out(goal_, Relation::measured_by)) {
    if (!is_present(e.target)) continue;
    const std::uint16_t bits = metric_bits_[metric_rows_.of(e.target)];
    if (!(bits & metric_alive)) continue;
    if (bits & metric_outcome) return questions;
    ++all;
    if (bits & metric_untyped) ++untyped;
    for (unsigned q = 0; q < 5; ++q) {
      if (!(bits & (metric_question << q))) continue;
      ++has[q];
      if (bits & metric_untyped) ++has_untyped[q];
    }
  }
  if (all == 0) return questions;
  for (unsigned q = 0; q < 5; ++q) {
    questions[q] = {true, has[q] / all, untyped != 0, has_untyped[q] == untyped ? 1.0 : 0.0,
                    has_untyped[q] > 0 ? 1.0 : 0.0};
  }
  return questions;
}

Bounded ScoreEngine::measurement() {
  Bounded parts[7];
  measurement_parts(parts);
  constexpr double ones[7] = {1, 1, 1, 1, 1, 1, 1};
  return mean_in_order(parts, ones);
}

// ---- accountability
// -------------------------------------------------------------------------------------------

void ScoreEngine::accountability_parts(Bounded (&parts)[3]) {
  std::uint32_t owners = 0;
  double members = 1;
  for (const Edge& e : view_->out(goal_, Relation::owned_by)) {
    if (!is_present(e.target)) continue;
    ++owners;
    const double n = view_->get(field::stakeholder::members, ElementOf<Kind::stakeholder>{e.target});
    members = known(n) ? n : 1;
  }
  parts[0] = exactly(owners == 0 ? 0 : owners == 1 && members <= 1 ? 1 : parameters_.group_owner);

  parts[1] = once(shared_.sponsor, [this] {
    bool executive = root_people_.executive || goal_people_[goal_row_].executive;
    bool untyped = root_people_.untyped || goal_people_[goal_row_].untyped;
    for (const std::uint32_t g : above_) {
      executive = executive || goal_people_[g].executive;
      untyped = untyped || goal_people_[g].untyped;
    }
    return executive ? exactly(1) : untyped ? unknown_in(0, 1) : exactly(0);
  });
  parts[2] = once(shared_.opposition, [this] { return opposition_part(); });
}

Bounded ScoreEngine::opposition_part() {
  Opposition most = everywhere_;
  bool any = !executives_.empty();
  const auto look = [&](bool has_people, const Opposition& o) {
    any = any || has_people;
    most.worst = std::max(most.worst, o.worst);
    most.sure = std::max(most.sure, o.sure);
  };
  look(goal_people_[goal_row_].any, goal_people_[goal_row_].most);
  for (const std::uint32_t g : above_) look(goal_people_[g].any, goal_people_[g].most);
  for (const Brought& b : brought_) look(units_[b.unit].has_people, units_[b.unit].most);
  if (!any) return unknown_in(0, 1);
  if (most.worst == most.sure) return exactly(1 - most.worst);

  // Somebody's stance or influence is open: now it matters how many people there are.
  double people = 0, settled = 0, silent = 0;
  const auto count = [&](std::uint32_t row) {
    if (person_mark_[row] == mark_) return;
    person_mark_[row] = mark_;
    step();
    ++people;
    settled += (person_bits_[row] & settled_bit) != 0;
  };
  const auto count_all = [&](Element e) {
    for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
      for (const Edge& edge : view_->out(e, r))
        if (is_present(edge.target)) count(person_rows_.of(edge.target));
  };
  for (const std::uint32_t row : executives_) count(row);
  count_all(goal_);
  for (const std::uint32_t g : above_) count_all(goals_->rows().at(g));
  for (const Brought& b : brought_) count_all(unit_element(b.unit));
  for (const std::uint32_t row : untyped_) {
    step();
    silent += person_mark_[row] != mark_ && opposition_[row].worst > 0;
  }
  return determined({settled != 0 ? 1 - most.sure : unknown_number, 1 - most.worst, 1 - most.sure,
                     settled / (people + silent)});
}

Bounded ScoreEngine::accountability() {
  Bounded parts[3];
  accountability_parts(parts);
  constexpr double ones[3] = {1, 1, 1};
  return mean_in_order(parts, ones);
}

// ---- governance
// -----------------------------------------------------------------------------------------------

Bounded ScoreEngine::governance() {
  if (brought_.empty()) return exactly(0);
  parts_.clear();
  for (const Brought& b : brought_) parts_.push_back(units_[b.unit].covered);
  for (const UsedChannel& c : live_channels()) parts_.push_back(channel_covered_[c.row]);
  return plain_mean(parts_);
}

// ---- readiness
// ------------------------------------------------------------------------------------------------

void ScoreEngine::readiness_parts(Bounded (&parts)[4]) {
  Leaf leaves[5];
  elements_.clear(); // capabilities without area that something needs
  const auto from = [&](Element e) {
    for (const Edge& edge : view_->out(e, Relation::needs)) {
      if (!is_present(edge.target)) continue;
      step();
      const ElementOf<Kind::capability> c{edge.target};
      const unsigned leaf = leaf_of(*view_, c);
      double level = view_->get(edge_field::needs::level, edge);
      if (!known(level)) level = view_->get(field::capability::required, c);
      leaves[leaf].add(able(view_->get(field::capability::maturity, c), level));
      if (leaf == 4) elements_.push_back(c);
    }
  };
  for (const std::uint32_t g : below_) from(goals_->rows().at(g));
  for (const Brought& b : brought_)
    if (is_program(b.unit)) from(unit_element(b.unit));
  if (!homeless_.empty()) {
    std::sort(elements_.begin(), elements_.end());
    for (const Element e : homeless_) {
      if (std::binary_search(elements_.begin(), elements_.end(), e)) continue;
      const ElementOf<Kind::capability> c{e};
      leaves[4].add(
          able(view_->get(field::capability::maturity, c), view_->get(field::capability::required, c)));
    }
  }
  for (unsigned a = 0; a < 4; ++a) {
    const Leaf& leaf = leaves[a].items != 0 ? leaves[a] : general_leaves_[a];
    if (leaf.items == 0) {
      parts[a] = unknown_in(0, 1);
      continue;
    }
    parts[a] =
        determined({leaf.settled != 0 ? leaf.score : unknown_number, std::min(leaf.lower, leaves[4].lower),
                    leaf.upper, static_cast<double>(leaf.settled) / (leaf.items + leaves[4].items)});
  }
  Bounded capped = parts[3];
  for (unsigned a = 0; a < 3; ++a) {
    capped.lower = std::min(capped.lower, parts[a].lower);
    capped.upper = std::min(capped.upper, parts[a].upper);
    if (known(capped.score) && known(parts[a].score)) capped.score = std::min(capped.score, parts[a].score);
  }
  parts[3] = determined(capped);
}

Bounded ScoreEngine::readiness() {
  Bounded parts[4];
  readiness_parts(parts);
  return mean_in_order(parts, parameters_.leaves);
}

// ---- timing
// ---------------------------------------------------------------------------------------------------

double ScoreEngine::last_day() const {
  const ElementOf<Kind::goal> g{goal_};
  const Date due = view_->get(field::goal::due, g);
  return due.known() ? due.days - view_->get(field::goal::lag, g).point_or(0) : unknown_number;
}

Bounded ScoreEngine::in_time(std::uint32_t unit, double last) const {
  const Span start = units_[unit].start, length = units_[unit].length;
  const auto share = [last](double from, double takes) {
    if (from > last) return 0.0;
    if (takes == 0 || from == -infinity) return 1.0;
    return clamp((last - from) / takes, 0, 1);
  };
  const double lower = share(start.high, length.high), upper = share(start.low, length.low);
  return lower == upper ? exactly(lower) : unknown_in(lower, upper);
}

void ScoreEngine::timing_weights(std::vector<Weight>& weights) const {
  weights.clear();
  if (every_edge_bare_) {
    weights.assign(brought_.size(), given_weight(1));
    return;
  }
  Sum given;
  for (const Brought& b : brought_)
    if (b.known) given.add(b.low);
  const double middle = given.value() / static_cast<double>(std::max<std::size_t>(given.count(), 1));
  for (const Brought& b : brought_) {
    double point = b.low;
    if (!b.known) point = given.count() != 0 ? clamp(middle, b.low, b.high) : (b.low + b.high) / 2;
    weights.push_back({b.low, b.high, point, b.known});
  }
}

Bounded ScoreEngine::timing() {
  if (brought_.empty()) return exactly(0);
  const double last = last_day();
  if (!known(last)) return unknown_in(0, 1);
  for (const Brought& b : brought_)
    if (!(b.high < infinity)) return unknown_in(0, 1);
  if (shared_.timing && shared_.timing->first == last) return shared_.timing->second;
  parts_.clear();
  for (const Brought& b : brought_) {
    step();
    parts_.push_back(in_time(b.unit, last));
  }
  timing_weights(weights_);
  const Bounded v = weighted_mean(parts_, weights_);
  shared_.timing.emplace(last, v);
  return v;
}

} // namespace northline
