#include "capi/evaluation.hpp"

#include "capi/strategy.hpp"
#include "report/evaluation_report.hpp"

namespace northline::capi {

EvaluationOptions evaluation_options(const MaybeText& scenario, const MaybeText& mode,
                                     const MaybeText& algorithm, const Settings& settings) {
  EvaluationOptions how;
  if (scenario.given) how.scenario = std::string(scenario.text);
  if (mode.given) how.mode = evaluation_mode(mode.text);
  if (algorithm.given) how.algorithm = evaluation_algorithm(algorithm.text);
  how.as_of = settings.as_of;
  how.cancel = settings.token();
  return how;
}

namespace {

void store_value(const Evaluated& e, double* value, double* lower, double* upper, northline_view* label,
                 int32_t* evaluated) {
  store(value, e.value);
  store(lower, e.lower);
  store(upper, e.upper);
  store(label, view_of(name_of(e.label)));
  store(evaluated, e.evaluated ? 1 : 0);
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_evaluate(const northline_strategy* strategy, const char* scenario,
                                    size_t scenario_size, const char* mode, size_t mode_size,
                                    const char* algorithm, size_t algorithm_size,
                                    const northline_options* options, northline_evaluation** out_evaluation,
                                    northline_error** out_error) noexcept {
  return guard("northline_evaluate", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const northline::EvaluationOptions how = evaluation_options(
        maybe_text(scenario, scenario_size, "scenario"), maybe_text(mode, mode_size, "mode"),
        maybe_text(algorithm, algorithm_size, "algorithm"), settings_of(options));
    northline_evaluation*& out = into(out_evaluation, "out_evaluation");
    out = new northline_evaluation(northline::evaluate(s.view(), how));
  });
}

northline_status northline_evaluation_count(const northline_evaluation* evaluation, size_t* out_count,
                                            northline_error** out_error) noexcept {
  return guard("northline_evaluation_count", out_error, [&] {
    const northline_evaluation& e = need(evaluation, "evaluation");
    into(out_count, "out_count") = e.result.elements.size();
  });
}

northline_status northline_evaluation_element(const northline_evaluation* evaluation, size_t index,
                                              northline_view* out_id, double* out_value, double* out_lower,
                                              double* out_upper, northline_view* out_label,
                                              int32_t* out_evaluated, northline_error** out_error) noexcept {
  return guard("northline_evaluation_element", out_error, [&] {
    const northline_evaluation& e = need(evaluation, "evaluation");
    const northline::Evaluated& x =
        e.result.elements[index_below(index, e.result.elements.size(), "elements")];
    store(out_id, view_of(e.result.view.id(x.element)));
    store_value(x, out_value, out_lower, out_upper, out_label, out_evaluated);
  });
}

northline_status northline_evaluation_of(const northline_evaluation* evaluation, const char* id,
                                         size_t id_size, double* out_value, double* out_lower,
                                         double* out_upper, northline_view* out_label, int32_t* out_evaluated,
                                         northline_error** out_error) noexcept {
  return guard("northline_evaluation_of", out_error, [&] {
    const northline_evaluation& e = need(evaluation, "evaluation");
    const std::string_view wanted = text(id, id_size, "id");
    const northline::Element found = e.result.view.find(wanted);
    const northline::Evaluated* x = e.result.find(found);
    if (!x) x = e.result.actor(found);
    if (!x)
      refuse(NORTHLINE_NOT_FOUND, "No element \"" + std::string(wanted) + "\" takes part in the evaluation.");
    store_value(*x, out_value, out_lower, out_upper, out_label, out_evaluated);
  });
}

northline_status northline_evaluation_json(const northline_evaluation* evaluation, northline_text** out_text,
                                           northline_error** out_error) noexcept {
  return guard("northline_evaluation_json", out_error, [&] {
    const northline_evaluation& e = need(evaluation, "evaluation");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::evaluation_json(e.result));
  });
}

void northline_evaluation_free(northline_evaluation* evaluation) noexcept {
  guard_free("northline_evaluation_free", [&] {
    if (evaluation && is_a(evaluation)) delete evaluation;
  });
}

} // extern "C"
