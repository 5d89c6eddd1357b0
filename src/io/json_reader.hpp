#pragma once
#include "base/cancel.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "model/snapshot.hpp"
#include "model/words.hpp"

#include <cstdint>
#include <memory>

namespace northline {

/// Counts, never seconds: reading the same bytes always gives the same answer.
struct Limits {
  std::size_t bytes = 0xFFFFFF00U; ///< of the text; offsets are 32 bit, so this is also the most there can be
  std::size_t depth = 64;
  std::size_t elements = 20'000'000;
  std::size_t relations = 100'000'000;
  std::size_t problems = 1'000'000; ///< beyond it problems are counted, not kept
};

/// Where references of an overlay's elements lead when they are not in its own text.
class Resolver {
public:
  virtual ~Resolver() = default;
  virtual Element find(std::string_view id) const = 0; ///< a handle, or no_element
  virtual Kind kind(Element handle) const = 0;
};

struct ReadOptions {
  Limits limits;
  Cancel cancel;
  Progress* progress = nullptr; ///< in bytes of the text
  const Resolver* resolver = nullptr;
};

/// Reads a document leniently: every problem that is not a syntax error or a limit is kept in the snapshot
/// and what it concerns stays in the text untouched. O(n) in the bytes.
/// Throws Error(not_json | limit | cancelled) with the place; nothing is half made.
std::shared_ptr<const Snapshot> read_json(std::shared_ptr<const Text> text, const ReadOptions& options = {});

/// What strict reading asks for: throws Error(refused) that lists every problem, or does nothing.
void require_no_problems(const Snapshot&);

/// Code of the check that reports the problem, such as "NL020".
const char* problem_code(Problem::What);
/// A whole sentence: what is wrong and what would be right.
std::string problem_message(const Snapshot&, const Problem&);
/// The same in the words of a language; `owner` names the element it lies in, when it is not empty.
std::string problem_message(const Snapshot&, const Problem&, const Words&, const std::string& owner);
/// The member of this kind that a misspelt name might have meant; empty when none is near.
std::string nearest_member(Kind, std::string_view name);
/// Whether a schema could have seen it (member names, types, enumerations, ranges, date syntax).
bool is_shape_problem(const Snapshot&, const Problem&);

} // namespace northline
