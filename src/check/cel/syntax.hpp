#pragma once
// Expressions as trees: what the parser makes, what the binder completes and the evaluator walks.
#include "check/cel/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace northline::cel {

struct Overload;
class Pattern;

enum class Op : std::uint8_t {
  literal,
  name,     ///< an identifier that nobody resolved yet, or never could
  variable, ///< of the environment, by slot
  local,    ///< of a macro, by slot
  select,   ///< operand.name
  has,      ///< has(operand.name)
  call,     ///< name(arguments), also operand.name(arguments)
  list,
  map,
  conditional,
  logical_and, ///< of two or more
  logical_or,
  logical_not,
  negate,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  equals,
  differs,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  index,
  macro, ///< a comprehension
  bind,  ///< cel.bind(name, value, result)
};

enum class Macro : std::uint8_t {
  all,
  exists,
  exists_one,
  map,
  filter,
  transform_list,
  transform_map,
  transform_map_entry,
};

struct Node {
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  Op op = Op::literal;
  Macro macro = Macro::all;
  bool member = false; ///< call: it has an operand, the first child
  bool rooted = false; ///< name: written with a dot before it
  std::uint16_t depth = 1;
  std::uint32_t at = 0;    ///< offset of what names the node: an operator, a name, a bracket
  std::uint32_t first = 0; ///< children, in Syntax::children
  std::uint32_t count = 0;
  std::uint32_t name = none;  ///< in Syntax::names; of macros the first variable
  std::uint32_t name2 = none; ///< macros with two variables
  std::uint32_t slot = 0;     ///< variable, local, macro; literal: in Syntax::literals
  // What the binder adds.
  std::uint32_t field = none;          ///< select and has of an object whose type is known
  const Overload* overloads = nullptr; ///< call: the first of those with the name
  std::uint32_t overload_count = 0;
  std::uint32_t pattern = none; ///< matches with a literal pattern: in Program's patterns
};

struct Syntax {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> children;
  std::vector<std::string> names;
  std::vector<Value> literals;
  std::uint32_t root = 0;

  const Node& child(const Node& n, std::uint32_t i) const { return nodes[children[n.first + i]]; }
};

/// What a text may be at most. Deeper trees would need more stack than small threads have.
struct Limits {
  std::size_t bytes = 64 * 1024;
  unsigned nesting = 100; ///< brackets within brackets
  unsigned depth = 300;   ///< of the tree: a sum of 300 terms
  std::size_t nodes = 20'000;
};

/// An expression that is not one, with the offset of the fault.
struct Fault : std::runtime_error {
  Fault(const std::string& message, std::size_t offset) : std::runtime_error(message), at(offset) {}
  std::size_t at;
};

/// Throws Fault.
Syntax parse(std::string_view text, const Limits& limits = {});

} // namespace northline::cel
