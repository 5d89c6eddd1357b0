#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "score/evaluation.hpp"

namespace northline::capi {

EvaluationOptions evaluation_options(const MaybeText& scenario, const MaybeText& mode,
                                     const MaybeText& algorithm, const Settings& settings);

} // namespace northline::capi

struct northline_evaluation {
  static constexpr northline::capi::Tag type = northline::capi::Tag::evaluation;
  northline::capi::Tag tag = type;

  explicit northline_evaluation(northline::Evaluation made) : result(std::move(made)) {}
  const northline::Evaluation result;
};
