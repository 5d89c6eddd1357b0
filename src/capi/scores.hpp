#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "model/view.hpp"
#include "score/evaluation.hpp"
#include "score/score.hpp"

#include <string>
#include <string_view>

namespace northline::capi {

ScoreOptions score_options(const Settings& settings);

/// What `northline why` prints: `json` or `text`.
/// `evaluation` null: the plain one, left out where it cannot be done.
std::string why(const View& view, std::string_view id, std::string_view format, const Settings& settings,
                const EvaluationOptions* evaluation = nullptr);

} // namespace northline::capi

struct northline_scores {
  static constexpr northline::capi::Tag type = northline::capi::Tag::scores;
  northline::capi::Tag tag = type;

  northline_scores(northline::View seen, const northline::capi::Settings& settings)
      : view(std::move(seen)), result(northline::score(view, northline::capi::score_options(settings))),
        call(settings.call) {}

  const northline::View view; ///< the strategy as it was scored; ids are shown from it
  const northline::ScoreResult result;
  const std::shared_ptr<northline::capi::CallState> call; ///< its token stops printing, too
};
