#pragma once
// Running the checks over a view. Findings are rows; words are made on request.
#include "base/cancel.hpp"
#include "check/rule.hpp"
#include "model/places.hpp"
#include "model/view.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace northline {

struct CheckOptions {
  Date as_of; ///< unknown: the document's; with neither, date checks stay silent
  Cancel cancel;
  std::map<std::string, Severity, std::less<>> severities; ///< by code; off leaves the check out
  std::map<std::string, double, std::less<>> parameters;   ///< by "NL407.share"
  std::size_t max_findings = 1'000'000;                    ///< beyond it findings are counted, not kept
};

/// The result of a run, in the order of the document, then by code, then by arguments.
class Findings {
public:
  struct Row {
    Element focus;
    std::uint32_t arena;  ///< where its arguments start
    std::uint32_t anchor; ///< meaning by anchor_kind
    std::uint16_t rule;
    Severity severity;
    std::uint8_t anchor_kind;
  };
  std::size_t size() const { return rows_.size(); }
  const Row& row(std::size_t i) const { return rows_[i]; }
  const Rule& rule(std::size_t i) const;
  std::uint64_t count(Severity s) const { return counts_[static_cast<unsigned>(s)]; }
  std::uint64_t total() const { return counts_[0] + counts_[1] + counts_[2]; } ///< with those not kept
  const View& view() const { return view_; }
  Date as_of() const { return as_of_; }
  std::size_t bytes() const { return rows_.capacity() * sizeof(Row) + arena_.capacity(); }

  enum class ArgumentType : std::uint8_t { end, number, text, date, element, related, relation, key };
  struct Argument {
    ArgumentType type;
    std::string_view name, text; ///< text: of a text argument
    double number = unknown_number;
    Date date;
    Element element = no_element, target = no_element; ///< source and target of a relation
    Relation relation = Relation::count_;
  };
  /// The arguments of a row in the order they were given.
  std::vector<Argument> arguments(std::size_t i) const;

  // ---- rendering, on request ----
  std::string message(std::size_t i) const;
  Spot spot(std::size_t i) const;
  std::optional<Fix> fix(std::size_t i) const;
  /// Fingerprints of all rows; equal ones get "-2", "-3" in the order of the document.
  std::vector<std::string> fingerprints() const;

  explicit Findings(View view) : view_(std::move(view)) {}

private:
  friend class Engine;
  friend class Report;
  friend class Rendering;
  View view_;
  Date as_of_;
  std::vector<Row> rows_;
  std::vector<std::uint8_t> arena_;
  std::uint64_t counts_[4] = {};
  std::size_t max_ = 0;
  bool memory_ran_out_ = false;
};

/// Runs every check of the table. O(elements + relations) for each check that does not say otherwise.
/// Throws Error(cancelled); the view is never changed.
std::shared_ptr<const Findings> run_checks(const View&, const CheckOptions& = {});

/// The check with this code or name, or null.
const Rule* find_rule(std::string_view code_or_name);
/// Its page in Markdown.
std::string_view rule_page(const Rule&);
/// What day the checks speak of.
Date effective_as_of(const View&, Date option);

} // namespace northline
