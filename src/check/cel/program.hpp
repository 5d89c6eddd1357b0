#pragma once
// Loading and evaluating expressions of the Common Expression Language. docs/cel.md says what is in it.
#include "check/cel/pattern.hpp"
#include "check/cel/syntax.hpp"
#include "check/cel/types.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline::cel {

struct LoadOptions {
  /// Names, functions and types are tested before anything runs. Without it what does not fit is an error of
  /// the evaluation, which `&&` and `||` may absorb; that is how expressions are tried out.
  bool typed = true;
  Limits limits;
};

/// An expression that is ready to run. It is never changed, so threads may share it.
class Program {
public:
  /// Throws Fault, with the offset of what is wrong.
  static Program load(std::string_view text, const Environment& environment, const LoadOptions& options = {});

  /// The variables are those of the environment, in its order. The result is a value or an error that knows
  /// its place. Throws Exhausted.
  Value evaluate(std::span<const Value> variables, Meter& meter) const;
  const Type& type() const { return type_; }
  /// Whether the expression speaks of the environment's variable with this number.
  bool uses(std::size_t variable) const { return variable < used_.size() && used_[variable]; }

private:
  friend class Binder;
  friend class Evaluator;
  Syntax syntax_;
  std::vector<std::shared_ptr<const Pattern>> patterns_;
  std::uint32_t locals_ = 0; ///< variables of macros that live at the same time
  Type type_;
  std::vector<bool> used_; ///< by variable
};

} // namespace northline::cel
