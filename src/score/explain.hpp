#pragma once
// Why a number is what it is: trees whose inner nodes recompute from their children. They are made for single
// elements on request; scoring a whole strategy builds none.
#include "score/score.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// What an inner node does with its children.
enum class Operation : std::uint8_t {
  given,         ///< a leaf: something written, or the lack of it
  unknown,       ///< nobody can say; the children tell what is missing
  sum,           ///< of all children
  mean,          ///< of all children, all alike
  weighted_mean, ///< by the children's weights
  minimum,
  maximum,
  product,
  quotient,   ///< the first divided by the second
  difference, ///< the first less the second
  either,     ///< of shares that fall independently of each other, the share that at least one of them takes
  held,       ///< the child, held between the node's lower and upper bound
  power_mean, ///< by the children's weights, with the node's power
  truncated,  ///< the child, cut towards 0
  rounded,    ///< the child, rounded to the nearest whole number, halves up
  in_words,   ///< words made of words; the children tell which
  chosen,     ///< the child: of many the one that counts here, such as the draw at a percentile
  root,       ///< the square root of the child
  triangular, ///< the value of a triangle: low, likely, high, and where between 0 and 1
  uniform,    ///< the value between two ends: low, high, and where between 0 and 1
  occurs      ///< 1 where the second, a number between 0 and 1, is below the first, a probability; else 0
};
std::string_view operation_name(Operation);

struct ScoreNode {
  std::string text;
  Operation operation = Operation::given;
  double value = unknown_number; ///< NaN: unknown
  bool assumed = false;          ///< unknown by itself: it takes the mean of the others within its bounds
  bool bounded = false;          ///< lower, upper and known say something
  double lower = 0, upper = 1, known = 0;
  double weight = unknown_number; ///< in the parent's weighted mean
  double share = unknown_number;  ///< of the parent's value; below a minimum of what it lacks to 1
  double part = unknown_number;   ///< what of the number at the root comes from here
  double power = 1;               ///< of a power mean
  /// The weight is not written: up to this for the bounds, where the number is above 0.
  double open_weight = 0;
  std::string label; ///< of values in words
  Element element = no_element;
  std::string id;        ///< of the element, where trees of several strategies stand together
  std::string attribute; ///< or relation; empty: the element as such
  std::string pointer;   ///< where it stands in the document
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::size_t offset = nowhere; ///< the same as a byte of the base text
  bool elsewhere = false;       ///< of another document, so that the pointer has no line here
  std::vector<ScoreNode> children;

  void stands_at(const struct Spot&);
};

/// What the node's operation makes of its children's values; its own value where it has nothing to compute.
double recompute(const ScoreNode&);
/// A node of its children, recomputed; unknown as soon as one of them is.
ScoreNode inner(Operation, std::string text, std::vector<ScoreNode> children);
/// Puts the ids of elements in place of their numbers, for trees that leave their strategy.
void name_elements(ScoreNode&, const View&);
/// For trees of a text that is not the document's.
void forget_offsets(ScoreNode&);
/// "title" (id), as nodes call an element.
std::string node_name(const View&, Element);

/// Shares every value of the tree out among what it was made of (docs/scores-definition.md, section 11): each
/// child's `share` of its parent, and each node's `part` of the root. Parts of the children sum to the
/// parent's.
void share_out(ScoreNode& root);

class ScoreEngine;

class Explainer {
public:
  /// `as_of` as in ScoreOptions; take that of the result that is explained.
  Explainer(const View&, const ScoreOptions&);
  ~Explainer();
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;

  ScoreNode overall(const ScoreResult&);
  /// Precondition: a scored goal of the result.
  ScoreNode goal(const GoalScore&);
  ScoreNode dimension(const GoalScore&, Dimension);
  /// One number by its name: of a goal of the result, or of the strategy (root_element) one of `lower`,
  /// `upper`, `known`, `weakest`, `sound`, a dimension; of the strategy also `money` and `hours`, the aligned
  /// shares. Precondition: has_number().
  ScoreNode number(const ScoreResult&, Element, std::string_view name);
  static bool has_number(bool strategy, std::string_view name);
  /// The same with the dimensions of the wanted goals unfolded, each once: for `score`, `lower`, `upper`,
  /// `known` and `sound` of the whole (root_element) or of a goal of the result.
  ScoreNode in_full(const ScoreResult&, Element, std::string_view name,
                    const std::function<bool(const GoalScore&)>& wanted);
  /// Any other element: what it counts as. A node without value where it has no number of its own.
  ScoreNode element(Element);

private:
  class Builder;
  std::unique_ptr<Builder> builder_;
};

} // namespace northline
