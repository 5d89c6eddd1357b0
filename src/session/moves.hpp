#pragma once
// Next best moves: single changes that a strategist could make, ranked by what each brings when it is made
// and the strategy is scored again.
#include "score/explain_change.hpp"
#include "score/score.hpp"

#include <string>
#include <vector>

namespace northline {

struct MovesOptions {
  ScoreOptions score;
  Element goal = no_element; ///< only changes that this goal would gain from
  std::size_t most = 10;     ///< moves that are given
  /// Changes that are tried, those that promise most first; 0: so many that together no more than five
  /// million elements are scored, at least 20 and at most 500.
  std::size_t tried = 0;
};

struct Move {
  std::string kind;    ///< such as "measure" or "raise-maturity"
  std::string title;   ///< a sentence that says what to do
  std::string assumes; ///< what has to be true or done for the patch to be honest
  std::string patch;   ///< JSON Patch (RFC 6902) on the document
  Element element = no_element;
  Bounded overall; ///< afterwards
  double sound = unknown_number;
  double gain = 0, gain_lower = 0, gain_sound = 0; ///< of the overall score, its lower bound, the sound share
  double goal_gain = 0, goal_gain_lower = 0;       ///< of the goal that was asked for
};

struct Moves {
  View view; ///< what was scored and what the patches change
  Date as_of;
  Bounded overall;
  double sound = unknown_number;
  Element goal = no_element;
  std::vector<Move> moves; ///< by gain of the lower bound, then of the score, then of the sound share
  std::size_t candidates = 0, tried = 0; ///< how many there were, and how many of them were scored
};

/// Every gain is exact: the changed strategy was scored. A score that was unknown counts as 0 in a gain. Only
/// moves that gain something are given. Weights (importance, priority, parameters of the score) are never
/// changed: that would change the question. Ideas come from the 500 goals that lack most, so that work grows
/// with the document and not with its square. Throws Error(not_found) for a goal that is not scored.
Moves next_moves(const View&, const MovesOptions& = {});

/// The move of that rank, made: what the patch changes, and the strategy before and after. Throws what
/// next_moves() throws, and Error(not_found) where there are not so many moves.
ChangedStrategy nth_move(const View&, const MoveAsked&);

std::string moves_json(const Moves&);
std::string moves_text(const Moves&);

} // namespace northline
