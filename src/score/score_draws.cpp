#include "score/score_draws.hpp"

#include <algorithm>

namespace northline {

// What facts and dimensions read of the attributes that may be ranges; a test changes all others and finds
// the same score.
bool scored_attribute(Kind kind, std::string_view a) {
  switch (kind) {
  case Kind::goal:
    return a == "lag" || a == "reach_needed";
  case Kind::program:
    return a == "duration";
  case Kind::activity:
    return a == "hours_each";
  case Kind::resource:
    return a == "capacity" || a == "committed" || a == "slack";
  default:
    return false;
  }
}
bool scored_attribute(Relation relation, std::string_view a) {
  switch (relation) {
  case Relation::supports:
  case Relation::contributes_to:
    return a == "contribution";
  case Relation::addresses:
  case Relation::uses:
    return a == "degree";
  case Relation::reaches:
  case Relation::present_on:
    return a == "share";
  case Relation::consumes:
    return a == "hours_per_week" || a == "money";
  default:
    return false;
  }
}

ScoreDraws::ScoreDraws(const View& view, std::span<const UncertainInput> inputs, const ScoreOptions& options)
    : snapshot_(std::make_shared<Snapshot>(view.base())), view_(snapshot_), inputs_(inputs),
      options_(options) {
  for (std::uint32_t i = 0; i < inputs.size(); ++i)
    if (inputs[i].scored) read_.push_back(i);
}

void ScoreDraws::run(const double* const* inputs, std::size_t n, const std::uint8_t* same,
                     const ScoreResult& base, const ScoreColumns& out) {
  // The copy is ours alone and was made to be written to; everybody else sees snapshots that never change.
  auto& specials = const_cast<std::vector<Special>&>(snapshot_->specials());
  for (std::size_t k = 0; k < n; ++k) {
    const auto take = [&](const ScoreResult& r) {
      *(out.overall + k) = r.overall.score;
      *(out.money + k) = r.money.total;
      *(out.hours + k) = r.hours.total;
      for (std::size_t g = 0; g < r.goals.size(); ++g) out.goals[g][k] = r.goals[g].score.score;
    };
    if (same && same[k]) {
      take(base);
      continue;
    }
    for (const std::uint32_t i : read_) {
      Special& s = specials[inputs_[i].special];
      s.low = s.likely = s.high = inputs[i][k];
    }
    take(score(view_, options_));
  }
}

} // namespace northline
