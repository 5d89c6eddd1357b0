#pragma once
// Weights from judgements of two things at a time ("this matters three times as much as that"), and how far
// the judgements agree with each other. The numbers are defined in docs/weighing.md. Everything here is made
// of sums, products, quotients and square roots alone, so that every platform gets the same digits.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// How judgements become weights.
enum class WeighMethod : std::uint8_t { eigenvector, geometric_mean, column_average };
/// What stands in for judgements that nobody made, where the method needs them.
enum class Completion : std::uint8_t {
  eigenvalue, ///< those that leave the least principal eigenvalue
  harker      ///< the quotients of the weights themselves
};
std::string_view name_of(WeighMethod);
std::string_view name_of(Completion);

/// Mean consistency index of matrices filled at random, by size: what a consistency ratio is taken against.
struct RandomIndexTable {
  std::string_view name, source;
  std::span<const double> values; ///< for 3, 4, 5 … things
  /// Beyond `values`: sizes with their values, between which it runs straight; may be empty.
  std::span<const std::pair<std::uint32_t, double>> further;
  double of(std::size_t things) const; ///< 0 for up to two; NaN beyond the table
};
std::span<const RandomIndexTable> random_index_tables();
const RandomIndexTable* find_random_index(std::string_view name);

struct Judgement {
  std::uint32_t a, b; ///< items
  double ratio;       ///< of a to b
  std::size_t at = 0; ///< where it stands in the text
};

/// One set of things with what was judged, or measured, of them.
struct Comparisons {
  std::vector<std::string> items;
  std::vector<double> measured;      ///< by item; empty: they were judged
  std::vector<Judgement> judgements; ///< each pair at most once
  WeighMethod method = WeighMethod::eigenvector;
  Completion completion = Completion::eigenvalue;
  const RandomIndexTable* table = nullptr; ///< null: the number below was given instead
  double random_index = unknown_number;
  std::size_t at = 0; ///< where the set stands in the text
  std::string pointer;
  /// Sets below single items, for a hierarchy.
  struct Below;
  std::vector<Below> below;
};
struct Comparisons::Below {
  std::uint32_t item;
  Comparisons set;
};

struct Weights {
  std::vector<double> weights;    ///< by item; they sum to 1
  std::vector<Judgement> filled;  ///< what stood in for missing judgements
  double eigenvalue = 0;          ///< mean of (A w) / w; of the eigenvector the principal eigenvalue
  double index = 0;               ///< consistency index
  double random_index = 0;        ///< NaN: the table does not go that far
  double ratio = 0;               ///< consistency ratio; NaN as above
  double congruence = 0;          ///< mean distance of a judgement from two others, in natural logarithms
  double dissonance = 0;          ///< share of judgements that two others turn round
  double koczkodaj = 0;           ///< of the worst three
  double geometric = 0;           ///< geometric consistency index; NaN where judgements are missing
  std::optional<Judgement> least; ///< the judgement that fits the weights least, if any does not fit
  double least_says = 1;          ///< the quotient of the weights there
};

constexpr std::size_t most_compared = 100;

/// Throws Error(configuration) when judgements are missing so that no chain of them joins all items, and
/// Error(cancelled).
Weights weigh(const Comparisons&, Cancel = {});
/// Items that judgements join, directly or over others; one part where everything hangs together.
std::vector<std::vector<std::uint32_t>> joined_parts(const Comparisons&);
/// A sentence that names the parts, where there are several; else empty.
std::string unjoined(const Comparisons&);

/// Reads one set, or with `hierarchy` a tree of them, from accepted JSON. `names`: the only items there may
/// be; empty: any. Throws Error(configuration) with the place.
Comparisons read_comparisons(std::string_view text, std::size_t at, const std::string& pointer,
                             std::span<const std::string_view> names, bool hierarchy);
/// `scoring.comparisons.dimensions` of the document. Throws Error(configuration) with the place.
std::optional<Comparisons> dimension_comparisons(const View&);

/// The ten dimensions of the score in their order, as they are named in documents.
std::span<const std::string_view> scored_dimensions();

/// Natural logarithm and exponential function, the same on every platform, to the last digit but one.
double natural_logarithm(double x); ///< x > 0, finite
double exponential(double x);       ///< |x| < 700

} // namespace northline
