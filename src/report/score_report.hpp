#pragma once
// Scores as JSON for programs and as text for people.
#include "score/evaluation.hpp"
#include "score/explain_change.hpp"
#include "score/score.hpp"
#include "score/uncertainty.hpp"

#include <functional>
#include <string>

namespace northline {

struct ScoreTextOptions {
  std::size_t goals = 50; ///< rows of the table
  unsigned width = 100;   ///< columns of the terminal
  bool color = false;
};

/// `northline score --format json`: scores, bounds, reasons and aligned spend.
std::string score_json(const View&, const ScoreResult&, Cancel = {});
/// What a marketing director reads: the headline, a line per goal, where the money goes.
std::string score_text(const View&, const ScoreResult&, const ScoreTextOptions& = {});

/// The evaluation that is explained beside the scores.
struct WhyOptions {
  EvaluationOptions evaluation;
  /// Where the evaluation's scenario is looked up, when the view that was scored is that scenario's already;
  /// null: the view itself.
  const View* document = nullptr;
  /// Whether somebody chose it: then an evaluation that cannot be done is an error, else it is left out.
  bool chosen = false;
  /// Another strategy that differences are asked against; null: the document itself, in one of its scenarios.
  const View* other = nullptr;
  bool one_day = false; ///< both are judged on the day of the result, else each on its own
  /// Draws, seed, levels and threads of the simulation whose numbers are asked for.
  SimulationOptions simulation;
  /// Makes one of the moves; session/moves.hpp has it. Without it nothing can be asked of moves.
  std::function<ChangedStrategy(const View&, const MoveAsked&)> move;
};

/// How numbers came about, as trees that recompute, down to the document: those of an element by its id (the
/// strategy's, or nothing, for the whole), or one number of it: "@lower", "grow-trust@audience", "team@loss".
/// docs/scores.md lists the names. Throws Error(not_found) when there is no such element or number.
std::string why_json(const View&, const ScoreResult&, std::string_view about, const WhyOptions& = {});
std::string why_text(const View&, const ScoreResult&, std::string_view about, const WhyOptions& = {});
/// The element that is asked about. Throws Error(not_found).
Element element_asked(const View&, std::string_view about);

} // namespace northline
