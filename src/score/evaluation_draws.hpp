#pragma once
// Many evaluations at once that differ in the sizes of some contributions. What does not depend on them is
// kept from the evaluation they start from.
#include "score/evaluation.hpp"

namespace northline {

class EvaluationDraws {
public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  static constexpr std::size_t block = 256; ///< evaluations at once, at most

  /// A contribution that varies: its number in the order, and the inputs that give its size and whether it
  /// occurs (1 or 0).
  struct Varying {
    std::uint32_t contribution, size, occurrence;
  };
  /// `values` by position: native quantitative, and the order's own sizes gave them.
  EvaluationDraws(const EvaluationOrder&, std::span<const double> values, double tolerance,
                  std::vector<Varying>);

  /// Doubles that `prepare` and `run` work in.
  std::size_t space() const { return (constants_.size() + nodes_.size()) * block; }
  void prepare(double* space) const;
  /// Evaluates n times: `inputs[i][k]` is input i the k-th time. The digits are those of single evaluations.
  void run(double* space, const double* const* inputs, std::size_t n) const;
  /// Whether the value at the position varies.
  bool moves(std::uint32_t position) const {
    return slot_[position] != none && slot_[position] >= constants_.size();
  }
  /// The values at a position, or null where they do not vary.
  const double* values(const double* space, std::uint32_t position) const {
    return moves(position) ? space + slot_[position] * block : nullptr;
  }

private:
  struct Term {
    std::uint32_t source; ///< slot
    double weight;
    std::uint32_t size = none, occurrence = none; ///< inputs
  };
  struct Node {
    std::uint32_t terms, parts, dependencies;
    bool any;
  };
  void run_node(const Node&, const Node& end, double* space, double* out, const double* const* inputs,
                std::size_t n) const;

  double tolerance_;
  std::vector<std::uint32_t> slot_; ///< by position
  std::vector<double> constants_;   ///< the first slots
  std::vector<Node> nodes_;         ///< the other slots, in order; one past the end in `end_`
  Node end_{};
  std::vector<Term> terms_;
  std::vector<std::uint32_t> parts_;
};

} // namespace northline
