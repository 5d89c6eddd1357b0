#include "capi/evaluation.hpp"
#include "capi/scores.hpp"
#include "capi/strategy.hpp"
#include "report/score_report.hpp"
#include "session/moves.hpp"

namespace northline::capi {

std::string why(const View& document, std::string_view id, std::string_view format, const Settings& settings,
                const EvaluationOptions* evaluation) {
  if (format != "json" && format != "text")
    refuse(NORTHLINE_UNSUPPORTED,
           "Reasons cannot be given as \"" + std::string(format) + "\"; json and text can.");
  (void)element_asked(document, id); // before the work of scoring
  const View view =
      northline::scenario_view(document, evaluation ? evaluation->scenario : std::string(), settings.token());
  const ScoreResult result = score(view, score_options(settings));
  WhyOptions how;
  how.chosen = evaluation != nullptr;
  how.document = &document;
  how.move = nth_move;
  how.simulation.threads = settings.threads;
  if (evaluation) {
    how.evaluation = *evaluation;
  } else {
    how.evaluation.as_of = settings.as_of;
    how.evaluation.cancel = settings.token();
  }
  return format == "json" ? why_json(view, result, id, how) : why_text(view, result, id, how);
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_why(const northline_strategy* strategy, const char* id, size_t id_size,
                               const char* format, size_t format_size, const northline_options* options,
                               northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_why", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const std::string_view about = text(id, id_size, "id");
    const std::string_view written_as = text(format, format_size, "format");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(why(s.view(), about, written_as, settings));
  });
}

northline_status northline_why_evaluation(const northline_strategy* strategy, const char* id, size_t id_size,
                                          const char* scenario, size_t scenario_size, const char* mode,
                                          size_t mode_size, const char* algorithm, size_t algorithm_size,
                                          const char* format, size_t format_size,
                                          const northline_options* options, northline_text** out_text,
                                          northline_error** out_error) noexcept {
  return guard("northline_why_evaluation", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const std::string_view about = text(id, id_size, "id");
    const std::string_view written_as = text(format, format_size, "format");
    const Settings settings = settings_of(options);
    const northline::EvaluationOptions how = evaluation_options(
        maybe_text(scenario, scenario_size, "scenario"), maybe_text(mode, mode_size, "mode"),
        maybe_text(algorithm, algorithm_size, "algorithm"), settings);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(why(s.view(), about, written_as, settings, &how));
  });
}

} // extern "C"
