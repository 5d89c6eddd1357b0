#pragma once
// The machine behind score(): facts, what is worked out once per program, channel, person …, and the walk
// below one goal that its dimensions share. Explanations use the same machine for single goals.
#include "facts/facts.hpp"
#include "score/mean.hpp"
#include "score/score.hpp"

namespace northline {

/// What a unit of work is said to bring of a goal.
struct Brought {
  std::uint32_t unit; ///< dense number
  double low, high;
  bool known;
};

/// What one person may do to a plan.
struct Opposition {
  double worst = 0; ///< at worst
  double sure = 0;  ///< for certain
};

class ScoreEngine {
public:
  ScoreEngine(const View&, const ScoreParameters&, const ScoreOptions&);

  const View& view() const { return *view_; }
  Facts& facts() { return *facts_; }
  const GoalGraph& goals() const { return *goals_; }
  const WorkUnits& work() const { return *work_; }
  const LineOfSight& sight() const { return *sight_; }
  const Load& load() const { return *load_; }
  void release_load() {
    load_ = nullptr;
    own_load_.reset();
  }
  void release_units() {
    units_ = {};
    unit_channels_ = {};
    unit_mark_ = {};
    reach_ = {};
    opposition_ = {};
    goal_people_ = {};
    metric_bits_ = {};
    insight_degree_ = {};
    insight_mark_ = {};
  }
  const ScoreParameters& parameters() const { return parameters_; }
  Date as_of() const { return as_of_; }
  bool is_present(Element e) const { return (*present_)(e); }

  /// Walks below and above a goal; the dimensions below are then those of this goal.
  void focus(std::uint32_t goal_row);
  Element goal() const { return goal_; }
  std::span<const std::uint32_t> below() const { return below_; } ///< D(g), rows
  std::span<const std::uint32_t> above() const { return above_; } ///< A(g), rows
  std::span<const Brought> brought() const { return brought_; }   ///< P(g)
  bool every_edge_bare() const { return every_edge_bare_; }
  /// Components of the goals below, in rising order: those above come first.
  std::span<const std::uint32_t> components() const { return components_; }

  bool exempt() const; ///< need and audience do not apply
  Bounded dimension(Dimension);
  Bounded direction_of(std::uint32_t goal_row, bool& negative) const;

  // Parts of dimensions, for their explanation. All speak of the goal in focus.
  /// Units are numbered densely: programs by their rows, then the activities that stand alone.
  std::uint32_t unit_row(std::uint32_t unit) const {
    return unit < work_->program_count() ? unit : lonely_[unit - work_->program_count()];
  }
  /// Precondition: the row of a unit.
  std::uint32_t unit_of(std::uint32_t work_row) const {
    if (work_row < work_->program_count()) return work_row;
    const auto at = std::lower_bound(lonely_.begin(), lonely_.end(), work_row);
    return work_->program_count() + static_cast<std::uint32_t>(at - lonely_.begin());
  }
  Element unit_element(std::uint32_t unit) const { return work_->element(unit_row(unit)); }
  bool is_program(std::uint32_t unit) const { return unit < work_->program_count(); }
  std::uint32_t unit_count() const { return static_cast<std::uint32_t>(units_.size()); }
  Bounded hours_share(std::uint32_t unit);
  Bounded money_share(std::uint32_t unit);
  const Bounded& equipped(std::uint32_t unit) const { return units_[unit].equipped; }
  Bounded answered(Element audience);       ///< need, by audience
  double addressed(Element insight) const;  ///< degree, or NaN
  Bounded ground(Element assessment) const; ///< grounding, by assessment
  const Bounded& ground_alone(Element assessment) const { return grounds_[assessment_rows_.of(assessment)]; }
  Bounded met(Element audience); ///< audience, by audience
  bool channel_is_live(std::uint32_t row) const { return channel_live_[row]; }
  void gather_grounds(std::vector<Element>& assessments);
  struct UsedChannel {
    std::uint32_t row;
    double degree;
  };
  std::span<const UsedChannel> channels() { return live_channels(); }
  Element channel_element(std::uint32_t row) const { return channel_rows_.at(row); }
  Bounded unit_coverage(std::uint32_t unit) const { return units_[unit].covered; }
  Bounded channel_coverage(std::uint32_t row) const { return channel_covered_[row]; }
  void measurement_parts(Bounded (&parts)[7]);
  /// What the five questions come to where only the parameter no_outcome makes them count.
  struct Question {
    bool asked = false;         ///< no metric of the goal is known to be an outcome
    double share = 0;           ///< of all its metrics, those that have what is asked for
    bool open = false;          ///< there are metrics without type
    double least = 0, most = 0; ///< were those outcomes
  };
  std::array<Question, 5> questions_without_outcome() const;
  void accountability_parts(Bounded (&parts)[3]);
  void readiness_parts(Bounded (&parts)[4]);
  Bounded in_time(std::uint32_t unit, double last_day) const;
  double last_day() const; ///< of the goal in focus; NaN: no due date
  void timing_weights(std::vector<Weight>&) const;
  /// Calls f(audience, priority) for audiences served by the goal in focus.
  template <class F> void each_served(F&& f) const {
    for (const Edge& e : view_->out(goal_, Relation::serves))
      if (is_present(e.target) && view_->is(e.target, Kind::audience))
        f(e.target, view_->get(edge_field::serves::priority, e));
  }
  const Opposition& opposition(Element person) const { return opposition_[person_rows_.of(person)]; }

private:
  /// Owners, sponsors and approvers of something.
  struct Group {
    Opposition most;                         ///< the greatest of its people
    bool any = false;                        ///< somebody is in it
    bool executive = false, untyped = false; ///< among the sponsors
  };
  Bounded need();
  Bounded grounding();
  Bounded audience();
  Bounded means();
  Bounded measurement();
  Bounded accountability();
  Bounded governance();
  Bounded readiness();
  Bounded timing();

  void prepare_units();
  void prepare_people();
  void prepare_policies();
  void prepare_metrics();
  void prepare_capabilities();
  void prepare_assessments();
  Bounded equip(std::uint32_t unit);
  std::span<const UsedChannel> live_channels();
  void gather_addressed();
  Bounded opposition_part();
  template <class F> Bounded once(std::optional<Bounded>& kept, F&& make) {
    if (!kept) kept = make();
    return *kept;
  }
  Group group(Element) const;

  const View* view_;
  ScoreParameters parameters_;
  Date as_of_;
  std::uint64_t steps_left_; ///< a multiple of 4,096 to begin with
  Cancel cancel_;
  std::optional<Facts> own_facts_; ///< when the caller has none
  Facts* facts_;
  const Presence* present_;
  const GoalGraph* goals_;
  const WorkUnits* work_;
  std::optional<Load> own_load_; ///< so that it can be let go, unless the caller has one
  const Load* load_ = nullptr;
  const LineOfSight* sight_;

  /// What is worked out once for every unit; together, because a goal looks at all of it.
  struct Unit {
    Bounded equipped, covered;
    Span start, length;
    Opposition most;                                  ///< the greatest of its people
    std::uint32_t channels_from = 0, channels_to = 0; ///< in unit_channels_
    bool has_people = false, leading = false, untyped = false;
  };
  std::vector<Unit> units_;
  std::vector<std::uint32_t> lonely_; ///< work rows of activities without a home
  std::vector<UsedChannel> unit_channels_;
  std::vector<Group> goal_people_;
  Group root_people_;

  // People.
  Rows person_rows_;
  std::vector<Opposition> opposition_;
  std::vector<std::uint8_t> person_bits_; ///< executive, untyped, settled
  std::vector<std::uint32_t> executives_, untyped_;
  Opposition everywhere_; ///< over executives; worst also over people without type

  // Policies.
  std::uint32_t general_certain_ = 0, general_maybe_ = 0;
  bool general_any_ = false; ///< a policy without topic that may stand applies to all
  Rows channel_rows_;
  std::vector<Bounded> channel_covered_;
  std::vector<bool> channel_live_;

  // Metrics: bits.
  Rows metric_rows_;
  std::vector<std::uint16_t> metric_bits_;

  // Capabilities.
  struct Leaf {
    double lower = 1, upper = 1, score = 1;
    std::uint32_t items = 0, settled = 0;
    void add(const Bounded& v) {
      lower = std::min(lower, v.lower);
      upper = std::min(upper, v.upper);
      if (known(v.score)) {
        score = std::min(score, v.score);
        ++settled;
      }
      ++items;
    }
  };
  Leaf general_leaves_[5]; ///< by area; [4]: capabilities without area
  std::vector<Element> homeless_;

  Rows assessment_rows_;
  std::vector<Bounded> grounds_; ///< by assessment, before the goal's own date is looked at

  // The goal in focus.
  std::uint32_t goal_row_ = no_row;
  Element goal_ = no_element;
  std::uint32_t mark_ = 0; ///< number of the focus; what bears it belongs to it
  struct Mark {
    std::uint32_t mark, slot;
  };
  std::vector<std::uint32_t> component_mark_;
  std::vector<Mark> unit_mark_, channel_mark_, touch_mark_;
  std::vector<Size> reach_; ///< by component: R(h, g)
  std::vector<std::uint32_t> components_, below_, above_, stack_;
  std::vector<Brought> brought_;
  std::vector<std::uint32_t> terms_of_; ///< terms that were summed, by unit in brought_
  bool every_edge_bare_ = true;
  bool addressed_ready_ = false, channels_ready_ = false;
  /// What all goals of one circle share; kept from one to the next.
  struct Shared {
    std::optional<Bounded> means, governance, readiness, sponsor, opposition;
    std::optional<std::pair<bool, bool>> metrics;     ///< of the programs: a leading one, one without type
    std::optional<std::pair<double, Bounded>> timing; ///< by last useful day
  };
  Shared shared_;
  Rows insight_rows_;
  std::vector<std::uint32_t> insight_mark_, person_mark_;
  std::vector<double> insight_degree_;
  std::vector<UsedChannel> channels_;
  struct Touch {
    double degree, reach, presence;
    bool reaches, present;
  };
  std::vector<Touch> touches_;
  std::vector<std::uint32_t> above_mark_;
  std::uint32_t touch_ = 0;

  // Scratch space, kept to save allocations.
  std::vector<Bounded> parts_;
  std::vector<double> numbers_;
  std::vector<Weight> weights_;
  std::vector<double> factors_[3];
  std::vector<Element> elements_;
  struct Granted {
    std::vector<Bounded> parts;
    std::vector<Weight> weights;
    std::size_t open = 0;
    void add(double share, double asked);
    Bounded value();
  };
  Granted granted_;
  void step() {
    if ((--steps_left_ & 4095U) != 0) return;
    cancel_.check();
    if (steps_left_ == 0) refuse_size();
  }
  [[noreturn]] static void refuse_size();
};

bool is_scored(const View&, const Presence&, Element goal);
/// Puts the dimensions of a goal together.
Bounded combine(const ScoreParameters&, std::span<const Bounded> parts, std::span<const double> weights);

} // namespace northline
