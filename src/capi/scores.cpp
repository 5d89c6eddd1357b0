#include "capi/scores.hpp"

#include "capi/strategy.hpp"
#include "report/score_report.hpp"

namespace northline::capi {

ScoreOptions score_options(const Settings& settings) {
  ScoreOptions how;
  how.as_of = settings.as_of;
  how.cancel = settings.token();
  how.progress = settings.progress();
  return how;
}

namespace {

void store_number(const Bounded& number, double* score, double* lower, double* upper, double* known) {
  store(score, number.score);
  store(lower, number.lower);
  store(upper, number.upper);
  store(known, number.known);
}

const GoalScore& goal_at(const northline_scores& s, std::size_t index) {
  return s.result.goals[index_below(index, s.result.goals.size(), "goals")];
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_score(const northline_strategy* strategy, const northline_options* options,
                                 northline_scores** out_scores, northline_error** out_error) noexcept {
  return guard("northline_score", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const Settings settings = settings_of(options);
    northline_scores*& out = into(out_scores, "out_scores");
    out = new northline_scores(s.view(), settings);
  });
}

northline_status northline_scores_overall(const northline_scores* scores, double* out_score,
                                          double* out_lower, double* out_upper, double* out_known,
                                          northline_error** out_error) noexcept {
  return guard("northline_scores_overall", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    store_number(s.result.overall, out_score, out_lower, out_upper, out_known);
  });
}

northline_status northline_scores_weakest(const northline_scores* scores, northline_view* out_view,
                                          northline_error** out_error) noexcept {
  return guard("northline_scores_weakest", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    const int weakest = s.result.weakest;
    into(out_view, "out_view") =
        weakest < 0 ? northline_view{nullptr, 0}
                    : view_of(northline::dimension_name(static_cast<northline::Dimension>(weakest)));
  });
}

northline_status northline_scores_sound(const northline_scores* scores, double* out_share,
                                        northline_error** out_error) noexcept {
  return guard("northline_scores_sound", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    into(out_share, "out_share") = s.result.sound;
  });
}

northline_status northline_scores_goal_count(const northline_scores* scores, size_t* out_count,
                                             northline_error** out_error) noexcept {
  return guard("northline_scores_goal_count", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    into(out_count, "out_count") = s.result.goals.size();
  });
}

northline_status northline_scores_goal(const northline_scores* scores, size_t index, northline_view* out_id,
                                       double* out_score, double* out_lower, double* out_upper,
                                       double* out_known, northline_error** out_error) noexcept {
  return guard("northline_scores_goal", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    const northline::GoalScore& goal = goal_at(s, index);
    store(out_id, view_of(s.view.id(goal.goal)));
    store_number(goal.score, out_score, out_lower, out_upper, out_known);
  });
}

northline_status northline_scores_dimension_count(const northline_scores* scores, size_t* out_count,
                                                  northline_error** out_error) noexcept {
  return guard("northline_scores_dimension_count", out_error, [&] {
    (void)need(scores, "scores");
    into(out_count, "out_count") = northline::dimension_count;
  });
}

northline_status northline_scores_dimension_name(const northline_scores* scores, size_t index,
                                                 northline_view* out_view,
                                                 northline_error** out_error) noexcept {
  return guard("northline_scores_dimension_name", out_error, [&] {
    (void)need(scores, "scores");
    const auto dimension =
        static_cast<northline::Dimension>(index_below(index, northline::dimension_count, "dimensions"));
    into(out_view, "out_view") = view_of(northline::dimension_name(dimension));
  });
}

northline_status northline_scores_goal_dimension(const northline_scores* scores, size_t goal,
                                                 size_t dimension, int32_t* out_applicable, double* out_score,
                                                 double* out_lower, double* out_upper, double* out_known,
                                                 northline_error** out_error) noexcept {
  return guard("northline_scores_goal_dimension", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    const northline::GoalScore& g = goal_at(s, goal);
    const auto d =
        static_cast<northline::Dimension>(index_below(dimension, northline::dimension_count, "dimensions"));
    const bool applies = g.applies(d);
    constexpr double none = northline::unknown_number;
    store(out_applicable, applies ? 1 : 0);
    store_number(applies ? g[d] : northline::Bounded{none, none, none, none}, out_score, out_lower, out_upper,
                 out_known);
  });
}

northline_status northline_scores_json(const northline_scores* scores, northline_text** out_text,
                                       northline_error** out_error) noexcept {
  return guard("northline_scores_json", out_error, [&] {
    const northline_scores& s = need(scores, "scores");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::score_json(
        s.view, s.result, s.call ? northline::Cancel(&s.call->requested) : northline::Cancel()));
  });
}

void northline_scores_free(northline_scores* scores) noexcept {
  guard_free("northline_scores_free", [&] {
    if (scores && is_a(scores)) delete scores;
  });
}

} // extern "C"
