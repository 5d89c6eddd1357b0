#pragma once
// Running the checks over a view. Findings are rows; words are made on request.
#include "base/cancel.hpp"
#include "base/progress.hpp"
#include "check/configuration.hpp"
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
  Progress* progress = nullptr;                            ///< in checks asked of an element
  std::map<std::string, Severity, std::less<>> severities; ///< by code; off leaves the check out
  std::map<std::string, double, std::less<>> parameters;   ///< by "NL407.share"
  std::size_t max_findings = 1'000'000;                    ///< beyond it findings are counted, not kept
  /// From the lowest to the highest; the document's own `checks` lie below them, the members above over them.
  std::vector<std::shared_ptr<const Configuration>> configurations;
  bool document_configuration = true; ///< whether the document's own `checks` count
  std::shared_ptr<const Baseline> baseline;
  std::vector<std::shared_ptr<const OwnCheck>> own; ///< checks in code, beside those of configurations
  Facts* facts = nullptr; ///< of the same view, for other analyses to use as well; null: let go with the run
  const View* earlier = nullptr; ///< a version before this one, for checks of what changed since
  bool consequences = false;     ///< keep and count findings that another one explains
  /// Reads a clock, in nanoseconds, for the time of each check; the library itself reads none.
  std::uint64_t (*clock)() = nullptr;
};

/// What one check cost and found. Facts that several checks share are counted to the first that asks.
struct CheckTime {
  const Rule* rule;
  std::uint64_t nanoseconds, findings;
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
  const Rule& rule(std::size_t i) const { return rule_numbered(rows_[i].rule); }
  /// Those that count: neither suppressed nor of the baseline; with those not kept.
  std::uint64_t count(Severity s) const { return counts_[static_cast<unsigned>(s)]; }
  std::uint64_t total() const { return counts_[0] + counts_[1] + counts_[2]; }
  /// The suppression under which the finding stands, or null.
  const Suppression* suppression(std::size_t i) const;
  bool baselined(std::size_t i) const { return !marks_.empty() && (marks_[i] & in_baseline) != 0; }
  /// Whether the finding is to be shown and counted as it is.
  bool counts(std::size_t i) const {
    return marks_.empty() || (marks_[i] & (is_suppressed | in_baseline)) == 0;
  }
  /// The finding that explains this one; no_row when it stands for itself.
  std::size_t cause(std::size_t i) const;
  static constexpr std::size_t no_row = static_cast<std::size_t>(-1);
  std::uint64_t suppressed() const { return suppressed_; }
  std::uint64_t baselined() const { return baselined_; }
  std::uint64_t consequences() const { return consequences_; } ///< kept only when they were asked for
  bool cause_shown() const { return !causes_.empty(); }        ///< whether consequences were kept
  bool small() const { return small_; } ///< judged by the profile for small organisations
  const std::vector<CheckTime>& times() const { return times_; } ///< empty without a clock
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
  std::string message(std::size_t i) const; ///< in English
  std::string message(std::size_t i, const Messages&) const;
  Spot spot(std::size_t i) const;
  std::optional<Fix> fix(std::size_t i) const;
  std::optional<Fix> fix(std::size_t i, const Messages&) const; ///< its title in this language
  /// Fingerprints of all rows; equal ones get "-2", "-3" in the order of the document.
  std::vector<std::string> fingerprints() const;

  explicit Findings(View view) : view_(std::move(view)) {}

private:
  friend class Engine;
  friend class Report;
  friend class Rendering;
  enum Mark : std::uint8_t { is_suppressed = 1, in_baseline = 2, is_consequence = 4 };
  /// The one place that turns the number of a row's rule into the rule.
  const Rule& rule_numbered(std::uint16_t number) const;
  std::string print(std::size_t i) const; ///< fingerprint without the number of equal ones

  View view_;
  PlaceIndex places_;
  Date as_of_;
  std::vector<Row> rows_;
  std::vector<std::uint8_t> arena_;
  std::uint64_t counts_[4] = {};
  std::size_t max_ = 0;
  bool memory_ran_out_ = false, small_ = false;
  std::uint64_t suppressed_ = 0, baselined_ = 0, consequences_ = 0;
  std::vector<std::uint8_t> marks_;   ///< by row; empty while no row has any
  std::vector<std::uint32_t> causes_; ///< by row; empty without consequences
  std::vector<std::uint32_t> suppressed_by_;
  std::vector<Suppression> suppressions_;
  std::vector<CheckTime> times_;
  std::vector<std::shared_ptr<const OwnCheck>> own_; ///< their numbers follow those of the table
};

/// Runs every check of the table. O(elements + relations) for each check that does not say otherwise.
/// Throws Error(cancelled); the view is never changed.
std::shared_ptr<const Findings> run_checks(const View&, const CheckOptions& = {});

/// The check with this code or name, or null.
const Rule* find_rule(std::string_view code_or_name);
/// Findings that count, as a baseline (docs/configuration.md). Those of several documents make one.
std::string baseline_json(const std::vector<std::shared_ptr<const Findings>>&);
/// Its page in Markdown.
std::string_view rule_page(const Rule&);
/// What day the checks speak of.
Date effective_as_of(const View&, Date option);

} // namespace northline
