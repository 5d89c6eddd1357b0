#pragma once
// "If these programs deliver, how satisfied is each goal?" Evaluation in the manner of GRL (ITU-T Z.151) on
// -100 … 100. The numbers are defined in docs/evaluation.md.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// Native: double precision, the same on both sides of 0, cycles refused by name. Compatible: whole numbers
/// as the tool computes them that published models were made with.
enum class EvaluationMode : std::uint8_t { native, compatible };
enum class EvaluationAlgorithm : std::uint8_t { quantitative, qualitative, hybrid };
/// How satisfied in words.
enum class Satisfaction : std::uint8_t {
  denied,
  weakly_denied,
  weakly_satisfied,
  satisfied,
  conflict,
  undecided,
  none,
  count_
};
inline constexpr unsigned satisfaction_count = static_cast<unsigned>(Satisfaction::count_);
/// How much a contribution helps in words, from make to break.
enum class Help : std::uint8_t { make, help, some_positive, unknown, some_negative, hurt, break_, count_ };
inline constexpr unsigned help_count = static_cast<unsigned>(Help::count_);

std::string_view name_of(EvaluationMode);
std::string_view name_of(EvaluationAlgorithm);
std::string_view name_of(Satisfaction);
std::string_view name_of(Help);
/// Throw Error(invalid_argument) for a name that there is none of.
EvaluationMode evaluation_mode(std::string_view name);
EvaluationAlgorithm evaluation_algorithm(std::string_view name);

/// What `scoring.evaluation` of the document sets.
struct EvaluationParameters {
  double tolerance = 10;    ///< contributions alone leave as much to full satisfaction or denial
  bool positive = false;    ///< the scale 0 … 100, in compatible mode only
  double contribution = 25; ///< of a contribution whose size nobody wrote
  std::array<double, help_count> factors = {1, 0.25, 0.75, 0, -0.75, -0.25, -1}; ///< of the hybrid algorithm
  /// Words that stand in the document and differ from what their numbers would be called.
  struct ContributionWord {
    Element source, target;
    Help word;
  };
  std::vector<ContributionWord> contribution_words;
  std::vector<std::pair<Element, std::uint8_t>> importance_words; ///< 0 none … 3 high
  std::vector<std::pair<Element, double>> importance;             ///< of elements without that attribute
};
/// Throws Error(configuration) with the place of what cannot be followed.
EvaluationParameters evaluation_parameters(const View&);

/// Where an element's value comes from; the first that applies.
enum class Basis : std::uint8_t {
  scenario, ///< the scenario says so
  metrics,  ///< its metrics, which the scenario asked for
  delivers, ///< work counts as done
  computed, ///< from other elements
  nothing,  ///< nothing speaks for or against it: 0
};
std::string_view name_of(Basis);

struct StartValue {
  Element element;
  double value; ///< NaN for conflict and undecided
  Satisfaction label;
  bool in_words;
  Basis basis;
};

/// A `scenarios` member of the document with what it is based on.
struct Scenario {
  std::string name, title;
  bool from_metrics = false;
  bool changes_document = false; ///< has a `set`
  std::vector<StartValue> values;
};
/// Names of the document's scenarios in their order.
std::vector<std::string> scenario_names(const View&);
/// The document as the scenario's `set` makes it; the same view if it sets nothing or the name is empty.
/// Throws Error(not_found | configuration).
View scenario_view(const View&, std::string_view scenario, Cancel = {});
/// Values are resolved in `changed`, which scenario_view() gave. Throws Error(not_found | configuration).
Scenario scenario(const View& document, const View& changed, std::string_view name,
                  const EvaluationParameters& parameters);

/// Evaluated elements in an order in which everything is computed after what it depends on, with their
/// relations in that order. It stays good as long as the graph and the set of elements with a start value do;
/// the values themselves may change, so that one order serves many runs.
///
/// Elements at the same depth lie next to each other, and among them those with as many parts, contributions
/// and dependencies: a pass over such a run decides nothing anew from one element to the next.
class EvaluationOrder {
public:
  /// `fixed` by element: those that have a start value, which is never computed over.
  EvaluationOrder(const View&, std::vector<std::uint8_t> fixed, const EvaluationParameters& = {}, Cancel = {},
                  EvaluationMode = EvaluationMode::native);

  /// Positions 0 … size() - 1: first what is not computed, then what is computed, then, from reached() on,
  /// what waits for itself or for something that does.
  std::uint32_t size() const { return static_cast<std::uint32_t>(sequence_.size()); }
  std::uint32_t reached() const { return reached_; }
  Element at(std::uint32_t position) const { return sequence_[position]; }
  std::uint32_t position(Element e) const { return position_[e]; } ///< no_element: takes no part
  /// Whether the value at the position is computed from others.
  bool computed(std::uint32_t position) const { return position >= given_; }
  std::uint64_t relations() const { return source_.size() + part_.size(); }
  /// Contributions whose size nobody wrote.
  std::uint32_t assumed() const { return assumed_; }
  /// Whether a contribution is a range or has no size, so that values have bounds.
  bool uncertain() const { return !low_.empty(); }

  struct Circle {
    std::vector<Element> members;
    bool downstream; ///< no circle itself: it waits for one
  };
  const std::vector<Circle>& circles() const { return circles_; }
  /// In compatible mode: what is reached in the order of the tool that the mode is compatible with. Values
  /// are the same in either order.
  const std::vector<Element>& published() const { return published_; }

  /// Native quantitative values: reads those of uncomputed positions and writes all others. Positions that
  /// are not reached become NaN. O(elements + relations).
  void run(std::span<double> values, double tolerance, Cancel = {}) const;
  /// The same with words and their factors instead of the contributions' numbers.
  void run_hybrid(std::span<double> values, const EvaluationParameters&, Cancel = {}) const;
  /// Least and greatest value over the ranges of the contributions.
  void run_bounds(std::span<double> lower, std::span<double> upper, double tolerance, Cancel = {}) const;
  /// Whole numbers in compatible mode; positions not reached stay as they are.
  void run_compatible(std::span<std::int32_t> values, const EvaluationParameters&, bool hybrid,
                      Cancel = {}) const;
  void run_words(std::span<Satisfaction> values, Cancel = {}) const;

  // ---- for explanations and measurements ----
  /// A computed position with its own contributions, parts and dependencies, which follow the parts.
  struct Node {
    std::uint32_t position, contributions, contributions_end, parts, dependencies, dependencies_end;
    bool any; ///< or, xor: one part is enough; false where there are fewer than two
  };
  /// Calls f(node) for every computed position that is reached, in order.
  template <class F> void each_node(F&& f) const {
    for (const Run& r : runs_)
      for (std::uint32_t i = 0; i < r.count; ++i) f(node(r, i));
  }
  const std::vector<std::uint32_t>& contribution_sources() const { return source_; } ///< positions
  const std::vector<double>& contribution_sizes() const { return weight_; }
  const std::vector<std::uint32_t>& part_sources() const { return part_; } ///< parts, then dependencies

private:
  /// Computed positions next to each other that have as much of everything.
  struct Run {
    std::uint32_t position, count;
    std::uint32_t contribution, part; ///< where those of the first begin
    std::uint32_t contributions, parts, dependencies;
    bool any;
  };
  static Node node(const Run& r, std::uint32_t i) {
    const std::uint32_t contribution = r.contribution + i * r.contributions;
    const std::uint32_t part = r.part + i * (r.parts + r.dependencies);
    return {r.position + i, contribution,   contribution + r.contributions,
            part,           part + r.parts, part + r.parts + r.dependencies,
            r.any};
  }
  class Spread;
  template <class Links> class Finder;
  void find_words(const EvaluationParameters&);
  /// How every contribution helps, in words.
  std::vector<Help> helps() const;

  template <class Value> void refuse(std::span<Value> values, Value with) const {
    for (std::uint32_t p = reached_; p < size(); ++p) values[p] = with;
  }
  void run_weighted(std::span<double> values, const double* weights, double tolerance, Cancel) const;

  std::vector<Element> sequence_;
  std::vector<std::uint32_t> position_; ///< by element
  std::uint32_t given_ = 0, reached_ = 0, assumed_ = 0;
  std::vector<Run> runs_;
  std::vector<std::uint32_t> source_, part_;
  std::vector<double> weight_, low_, high_;           // by contribution; low and high NaN: exact
  std::vector<std::pair<std::uint32_t, Help>> words_; // sorted
  std::vector<Circle> circles_;
  std::vector<Element> published_;
};

struct EvaluationOptions {
  std::string scenario; ///< empty: no scenario
  bool changed = false; ///< the view is as the scenario makes it already; its values count all the same
  EvaluationMode mode = EvaluationMode::native;
  EvaluationAlgorithm algorithm = EvaluationAlgorithm::quantitative;
  Date as_of; ///< observations after it do not count; unknown: the document's
  Cancel cancel;
};

struct Evaluated {
  Element element;
  double value; ///< NaN: not evaluated, or neither
  Satisfaction label;
  Basis basis;
  bool evaluated;
  double lower, upper; ///< where contributions are ranges or have no size; else the value
};

struct Evaluation {
  View view; ///< the document, changed as the scenario says
  Scenario scenario;
  EvaluationMode mode;
  EvaluationAlgorithm algorithm;
  EvaluationParameters parameters;
  Date as_of;                      ///< the day observations were read by; may be unknown
  std::vector<Evaluated> elements; ///< in the order of the document; metrics that gave a start value last
  std::vector<Evaluated> actors;   ///< stakeholders, by the goals they own
  std::vector<std::uint32_t> rows; ///< of `elements`, by element
  std::shared_ptr<const EvaluationOrder> order;
  bool bounds = false; ///< some contribution is a range or has no size

  const Evaluated* find(Element) const; ///< null: takes no part
  const Evaluated* actor(Element) const;
  /// What an element or stakeholder weighs with whom it belongs to; NaN where nobody said.
  double importance(Element) const;
};

/// What a metric says, with the places in its lists: for explanations.
struct MetricReading {
  double value = unknown_number; ///< -100 … 100; NaN: it says nothing
  double seen = unknown_number, target = unknown_number, threshold = unknown_number, worst = unknown_number;
  std::size_t observation = 0, aim = 0;          ///< positions in `observations` and `targets`
  bool own_threshold = false, own_worst = false; ///< written, not taken from middle and baseline
};
/// `due`: the target that is due then, if known.
MetricReading metric_reading(const View&, Element metric, Date due, Date as_of, const EvaluationParameters&,
                             EvaluationMode);

/// Throws Error(not_found | configuration | cancelled).
Evaluation evaluate(const View&, const EvaluationOptions& = {});

/// What an indicator's value is worth: 100 at the target, 0 at the threshold, -100 at the worst, linear
/// between.
double indicator_satisfaction(double target, double threshold, double worst, double value);
/// The number that stands for a word, and back.
double number_of(Satisfaction, bool positive_scale);
Satisfaction satisfaction_of(double value, bool positive_scale);
/// Without a branch: whole documents of them are asked for.
inline Help help_of(double contribution) {
  constexpr Help by_steps_down[] = {Help::make, Help::some_positive, Help::help,  Help::unknown,
                                    Help::hurt, Help::some_negative, Help::break_};
  const double c = contribution;
  return by_steps_down[!(c >= 100) + !(c >= 50) + !(c > 0) + !(c >= 0) + !(c > -50) + !(c > -100)];
}

} // namespace northline
