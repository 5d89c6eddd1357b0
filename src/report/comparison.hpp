#pragma once
// What two strategies say differently and what it did to their findings and scores, for people and programs.
#include "check/check.hpp"
#include "compare/difference.hpp"
#include "compare/merge.hpp"
#include "score/score.hpp"

#include <string>
#include <vector>

namespace northline {

struct ComparisonOptions {
  bool findings = true, scores = true;
  /// What each change does by itself to the findings and scores that are asked for, or to both if neither is.
  bool effects = false;
  /// Changes whose effect is worked out; 0: so many that together no more than a million elements
  /// are looked at, at least 20 and at most 500, while carrying them out takes up to two gigabytes of text.
  std::size_t tried = 0;
  CheckOptions checks; ///< asked of both; their day as well as the scores', else each document's own
  Cancel cancel;
  /// What people call the two, such as "plan.json" or "plan.json as lean".
  std::string name_before = "the first", name_after = "the second";
  std::string scenario_before, scenario_after; ///< for the JSON; the views are the scenarios' already
};

/// A finding that only one of the two has, by fingerprint.
struct FindingChange {
  bool fresh; ///< the second has it
  std::string code, name, message, focus, fingerprint, pointer;
  Severity severity;
};
/// A score that is not the same: of the whole, of a goal, or of one of its dimensions.
struct ScoreChange {
  std::string goal, title; ///< empty: the whole
  int dimension = -1;
  bool was = false, is = false; ///< whether the first and the second have it
  Bounded before, after;
};

/// What one change does to the first document when it is carried out alone, with what it needs.
struct ChangeEffect {
  std::vector<std::size_t> changes; ///< rows of Difference::changes; several where one list holds them
  std::vector<std::size_t> with;    ///< other rows that it needs, such as what it refers to
  std::vector<FindingChange> findings;
  std::uint64_t findings_after = 0;
  Bounded overall;                ///< afterwards
  std::vector<ScoreChange> goals; ///< whose own score is another one
};

struct Comparison {
  explicit Comparison(Difference d) : difference(std::move(d)) {}
  Difference difference;
  bool has_findings = false, has_scores = false;
  std::vector<FindingChange> findings; ///< gone ones first
  std::uint64_t findings_before = 0, findings_after = 0;
  std::vector<ScoreChange> scores; ///< goals in the second document's order, gone ones last
  Bounded overall_before, overall_after;
  Date as_of_before, as_of_after;
  std::string name_before, name_after, scenario_before, scenario_after;
  bool has_effects = false;
  std::vector<ChangeEffect> effects; ///< in the order of the changes
  std::size_t effects_possible = 0;  ///< how many there are; all of them unless there are too many
  std::size_t fresh() const;
  std::size_t gone() const;
};

/// O(n log n) besides what checking and scoring both costs; for effects as often again as there are changes.
/// Throws Error(cancelled | configuration | limit).
Comparison compare_strategies(const View& a, const View& b, const ComparisonOptions& = {});

/// `northline diff --format json`.
std::string comparison_json(const Comparison&);
/// A report of change that somebody reads who did not write the plan.
std::string comparison_text(const Comparison&, std::size_t rows = 50);
std::string comparison_markdown(const Comparison&, std::size_t rows = 50);
/// "json", "text", "markdown" or "patch". Throws Error(invalid_argument) for another format.
std::string render_comparison(std::string_view format, const View& a, const View& b,
                              const ComparisonOptions& = {});

/// {"version": 1, "clean": bool, "conflicts": […]}, with the document under `text` when it is asked for.
std::string merge_json(const Merged&, bool with_text = true);
/// One sentence for each conflict.
std::string merge_text(const Merged&);

} // namespace northline
