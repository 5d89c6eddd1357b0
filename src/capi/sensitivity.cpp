#include "capi/scores.hpp"
#include "capi/strategy.hpp"
#include "report/gradient_report.hpp"
#include "session/moves.hpp"

using namespace northline::capi;

namespace {

/// The goal that was named, or none.
northline::Element goal_of(const northline::View& view, const MaybeText& goal) {
  if (!goal.given || goal.text.empty()) return northline::no_element;
  const northline::Element e = view.find(goal.text);
  if (e == northline::no_element)
    refuse(NORTHLINE_NOT_FOUND, "No element has the id \"" + std::string(goal.text) + "\"; name a goal.");
  return e;
}

std::string gradient_of(const northline::View& view, const MaybeText& goal, const MaybeText& bound,
                        const Settings& settings) {
  northline::GradientOptions how;
  how.score = score_options(settings);
  how.goal = goal_of(view, goal);
  if (bound.given && !bound.text.empty()) how.of = northline::bound_named(bound.text);
  return northline::gradient_json(view, how, northline::gradient(view, how));
}

std::string moves_of(const northline::View& view, const MaybeText& goal, std::size_t most,
                     const Settings& settings) {
  constexpr std::size_t limit = 100'000;
  if (most > limit)
    refuse(NORTHLINE_INVALID_ARGUMENT, "At most " + std::to_string(limit) + " moves can be listed.");
  northline::MovesOptions how;
  how.score = score_options(settings);
  how.goal = goal_of(view, goal);
  how.most = most;
  return northline::moves_json(northline::next_moves(view, how));
}

northline::View read(const char* json, size_t size, const Settings& settings) {
  return northline::View(load_json(northline::Text::borrow(bytes(json, size, "json")), settings).snapshot);
}

} // namespace

extern "C" {

northline_status northline_gradient(const northline_strategy* strategy, const char* goal, size_t goal_size,
                                    const char* bound, size_t bound_size, const northline_options* options,
                                    northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_gradient", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const auto about = maybe_text(goal, goal_size, "goal");
    const auto of = maybe_text(bound, bound_size, "bound");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(gradient_of(s.view(), about, of, settings));
  });
}

northline_status northline_moves(const northline_strategy* strategy, const char* goal, size_t goal_size,
                                 size_t most, const northline_options* options, northline_text** out_text,
                                 northline_error** out_error) noexcept {
  return guard("northline_moves", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const auto about = maybe_text(goal, goal_size, "goal");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(moves_of(s.view(), about, most, settings));
  });
}

northline_status northline_json_gradient(const char* json, size_t json_size, const char* goal,
                                         size_t goal_size, const char* bound, size_t bound_size,
                                         const northline_options* options, northline_text** out_text,
                                         northline_error** out_error) noexcept {
  return guard("northline_json_gradient", out_error, [&] {
    const Settings settings = settings_of(options);
    const auto about = maybe_text(goal, goal_size, "goal");
    const auto of = maybe_text(bound, bound_size, "bound");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(gradient_of(read(json, json_size, settings), about, of, settings));
  });
}

northline_status northline_json_moves(const char* json, size_t json_size, const char* goal, size_t goal_size,
                                      size_t most, const northline_options* options,
                                      northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_moves", out_error, [&] {
    const Settings settings = settings_of(options);
    const auto about = maybe_text(goal, goal_size, "goal");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(moves_of(read(json, json_size, settings), about, most, settings));
  });
}

} // extern "C"
