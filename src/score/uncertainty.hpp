#pragma once
// "How sure is that?" Monte Carlo over every number of the document that is a range, and over contributions
// and risks that may not occur. The numbers are defined in docs/uncertainty.md.
#include "base/progress.hpp"
#include "score/evaluation.hpp"

#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace northline {

/// How an uncertain number is drawn.
enum class Shape : std::uint8_t {
  triangular, ///< low, likely, high: low and high are limits that are never passed
  uniform,    ///< low and high only
  occurrence, ///< 1 with a probability, else 0
};
std::string_view name_of(Shape);

/// An uncertain number of the document. Its place in the list is the input number of the random numbers.
struct UncertainInput {
  Element element;       ///< that it is written at
  Element target;        ///< of the relation, or no_element
  std::string attribute; ///< "value", "contribution", "confidence"
  std::string pointer;   ///< to the range or the probability
  Shape shape;
  double low, likely,
      high;           ///< of an occurrence 0 and 1; contributions likely occur, risks if more often than not
  double probability; ///< of an occurrence, where it is drawn itself its likely value; else NaN
  std::uint32_t drawn_probability; ///< the input that draws an occurrence's probability, or no_input
  std::uint32_t special;           ///< index in the snapshot's table of ranges, or no_input
  Relation relation{};             ///< where there is a target
  std::uint32_t edge = 0;          ///< its number among the relations of its type
  bool used = false;               ///< some result depends on it
  bool scored = false;             ///< the alignment score reads it
  static constexpr std::uint32_t no_input = 0xFFFFFFFFU;
};

enum class UncertainResult : std::uint8_t {
  evaluation,  ///< how satisfied an element is
  alignment,   ///< of the whole, or of a goal
  money_asked, ///< money that programs, activities, channels and metrics take
  money_there, ///< what budgets have for it
  money_left,  ///< what they have left
  hours_asked, ///< hours that are asked for over the time
  hours_there, ///< hours that people have over the strategy's time
  hours_left,
  benefits, ///< worth a year, all of it or what one sort of beneficiary gains
  risks,    ///< cost of the risks that occur
  count_
};
std::string_view name_of(UncertainResult);

/// One bar of a tornado: what one input does to a result by itself.
struct TornadoBar {
  std::uint32_t input;
  double at_low, at_high; ///< the result at the input's 10th and 90th percentile, all else likely
  double correlation;     ///< with the result over the draws; NaN: the result does not vary
  double swing() const { return at_high - at_low; }
};

inline constexpr std::array<unsigned, 7> percentile_ranks = {5, 10, 25, 50, 75, 90, 95};

/// What the draws make of one result.
struct UncertainOutput {
  UncertainResult kind;
  Element element = no_element;                          ///< the goal; no_element: of the whole
  choice::beneficiary who = choice::beneficiary::absent; ///< of `benefits`; absent: all
  std::string key;                ///< "evaluation:ID", "alignment", "alignment:ID", "money:left" …
  double likely = unknown_number; ///< with every number at its likely value: what evaluate and score say
  bool varies = false;
  double mean = unknown_number, deviation = unknown_number, standard_error = unknown_number;
  double least = unknown_number, greatest = unknown_number;
  /// The smallest drawn value that at least so many per cent of the draws do not pass.
  std::array<double, percentile_ranks.size()> percentiles{};
  double level = unknown_number;   ///< that is to be reached; NaN: none
  double reached = unknown_number; ///< share of the draws that are at the level or above it
  std::uint64_t unknown = 0;       ///< draws in which nobody can say; all else is over the others
  std::vector<TornadoBar> tornado; ///< the widest swing first
  std::size_t column = std::numeric_limits<std::size_t>::max(); ///< of the kept draws; max: it is constant
};

struct SimulationOptions {
  std::string scenario; ///< empty: none
  std::uint64_t draws = 10'000;
  std::uint64_t seed = 1;
  std::size_t threads = 1; ///< results do not depend on it
  std::size_t bars = 10;   ///< of a tornado, at most; 0: none, and nothing is worked out for it
  /// Levels by key, or by the id of an evaluated element; the last one counts.
  std::vector<std::pair<std::string, double>> levels;
  std::uint64_t memory = std::uint64_t{1} << 30; ///< bytes it may take; more is refused
  Date as_of;                                    ///< unknown: the document's
  Cancel cancel;
  Progress* progress = nullptr; ///< in draws
};

struct Simulation {
  View view; ///< the document, changed as the scenario says
  std::string scenario, scenario_title;
  std::uint64_t draws, seed;
  std::vector<UncertainInput> inputs;
  std::vector<UncertainOutput> outputs;
  std::uint32_t left_out = 0;            ///< risks with an impact whose probability nobody wrote
  std::shared_ptr<const double[]> drawn; ///< the outputs that vary, one after the other

  const UncertainOutput* find(std::string_view key) const; ///< or the id of an evaluated element; else null
  /// The result's value in every draw. O(draws).
  std::vector<double> values_of(const UncertainOutput&) const;
  /// The smallest value that at least so many per cent of the known draws do not pass, above 0 to 100; NaN if
  /// no draw is known. O(draws). Throws Error(invalid_argument).
  double percentile(const UncertainOutput&, double percent) const;
  /// The input's value in every draw, made again. O(draws).
  std::vector<double> values_of(std::uint32_t input) const;
};

/// Ranges and occurrences of the document in the order of its elements and their relations.
std::vector<UncertainInput> uncertain_inputs(const View&);
/// The value that a number between 0 and 1 stands for: the inverse of the distribution, with + - x / and
/// sqrt.
double quantile(const UncertainInput&, double u);
/// Draws first … first + n - 1 of the input; `probability` are those of an occurrence where they are drawn.
void draw(const UncertainInput&, std::uint32_t number, std::uint64_t seed, std::uint64_t first, std::size_t n,
          const double* probability, double* values);

/// "grow-trust=60" as a result's name and the level it is to reach. Throws Error(invalid_argument).
std::pair<std::string, double> level_of(std::string_view written);

/// Throws Error(not_found | configuration | invalid_argument | limit | cancelled).
Simulation simulate(const View&, const SimulationOptions& = {});

} // namespace northline
