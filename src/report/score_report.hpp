#pragma once
// Scores as JSON for programs and as text for people.
#include "score/score.hpp"

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

/// How the numbers of one element came about, as a tree that recomputes. The root stands for the whole.
/// Throws Error(not_found) when there is no such element.
std::string why_json(const View&, const ScoreResult&, std::string_view id);
std::string why_text(const View&, const ScoreResult&, std::string_view id, const ScoreTextOptions& = {});

} // namespace northline
