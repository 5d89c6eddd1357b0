#pragma once
// A recording of one scoring, to be run again with other numbers: for Monte Carlo and everything else that
// scores the same strategy many times.
//
//   const Numbers numbers(view);
//   std::vector<NumberId> varying = …;                 // ids from numbers.all(): what is to vary
//   const Trace trace = record_trace(view, varying);   // the rest is folded into constants
//   Replayer replay(trace);                            // scratch space, one per thread
//   replay.run(inputs, count, outputs, held);          // structures of arrays, see below
//
// A trace follows the branches that the score took at the values it was recorded at. Where only minima,
// maxima and held values turn over, it follows; where something else does (a contribution changes its sign, a
// weight becomes 0, a period ends on another day), a *guard* fails, `held` is 0 for that draw and its outputs
// say nothing. Then score the draw, or record another trace there:
//
//   const View there = with_values(view, varying, values_of_the_draw);
//   const Trace other = record_trace(there, varying);  // ids stay the same; keep it for draws that fail
//
// A draw belongs to the first trace all of whose guards hold; every such trace gives the same numbers, to
// rounding (1e-12). Numbers must be inside the ranges that the document format allows.
#include "score/numbers.hpp"

#include <span>
#include <vector>

namespace northline {

enum class TraceOf : std::uint8_t { score, lower, upper };

struct TraceOutput {
  Element goal = no_element; ///< no_element: the whole strategy
  int dimension = -1;        ///< of the goal, or -1: its score
  TraceOf of = TraceOf::score;
};

struct TraceOptions {
  ScoreOptions score;
  bool goals = true;       ///< outputs for every scored goal, besides the overall score
  bool dimensions = false; ///< and for each of its dimensions that apply
  bool bounds = true;      ///< lower and upper beside each score
};

/// Immutable; may be shared between threads.
class Trace {
public:
  struct Step {
    std::uint32_t a, b; ///< slots
  };
  /// Steps of one sort that follow one another.
  struct Run {
    std::uint8_t what; ///< StepTape::Do
    std::uint32_t first, last;
  };
  struct Guard {
    std::uint32_t a, b;
    bool less;    ///< else equal
    bool outcome; ///< what has to come out
  };
  std::span<const NumberId> inputs() const { return inputs_; }
  /// The numbers' values where it was recorded.
  std::span<const double> recorded_at() const { return recorded_at_; }
  /// Overall score, lower and upper come first, then goals in the order of the result.
  std::span<const TraceOutput> outputs() const { return outputs_; }
  /// Whether an output moves at all; one that does not is always value(i), NaN if nobody can say.
  bool moves(std::size_t output) const { return places_[output] != fixed; }
  double value(std::size_t output) const { return values_[output]; } ///< where it was recorded
  std::size_t step_count() const { return steps_.size(); }
  std::size_t guard_count() const { return guards_.size(); }

private:
  friend class Replayer;
  friend Trace record_trace(const View&, std::span<const NumberId>, const TraceOptions&);
  static constexpr std::uint32_t fixed = 0xFFFFFFFFU;
  // Slots: numbers, constants, steps.
  std::vector<NumberId> inputs_;
  std::vector<double> recorded_at_, constants_;
  std::vector<Step> steps_;
  std::vector<Run> runs_;
  std::vector<Guard> guards_;
  std::vector<TraceOutput> outputs_;
  std::vector<std::uint32_t> places_; ///< by output
  std::vector<double> values_;        ///< by output
};

/// Scores the view and keeps how. Takes a few scorings' time. Throws what score() throws.
Trace record_trace(const View&, std::span<const NumberId> varying, const TraceOptions& = {});

/// Runs a trace for many draws. One thread at a time.
class Replayer {
public:
  static constexpr std::size_t width = 8; ///< draws that are worked on together
  explicit Replayer(const Trace&);        ///< the trace has to stay
  /// Input i of draw k is inputs[i * stride + k], output likewise; held[k] is 1 where every guard held.
  /// Any count up to the stride; whole multiples of `width` are fastest. Results do not depend on how draws
  /// are put together.
  void run(const double* inputs, std::size_t stride, std::size_t count, double* outputs, std::uint8_t* held);

private:
  void block(const double* inputs, std::size_t stride, std::size_t lanes, double* outputs,
             std::uint8_t* held);
  const Trace* trace_;
  std::vector<double> slots_; ///< width draws of each
};

} // namespace northline
