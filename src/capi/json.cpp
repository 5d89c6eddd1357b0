#include "capi/evaluation.hpp"
#include "capi/findings.hpp"
#include "capi/influence.hpp"
#include "capi/scores.hpp"
#include "capi/simulation.hpp"
#include "capi/strategy.hpp"
#include "model/schema.hpp"
#include "report/check_report.hpp"
#include "report/evaluation_report.hpp"
#include "report/practice_report.hpp"
#include "report/score_report.hpp"
#include "report/simulation_report.hpp"
#include "report/weigh_report.hpp"

using namespace northline::capi;

namespace {

/// Reads the caller's text where it lies: it outlives the call, and nothing made here does.
northline::View read(const char* json, size_t size, const Settings& settings) {
  return northline::View(load_json(northline::Text::borrow(bytes(json, size, "json")), settings).snapshot);
}

} // namespace

extern "C" {

northline_status northline_json_check(const char* json, size_t json_size, const northline_options* options,
                                      northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_check", out_error, [&] {
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::check_json(*check(read(json, json_size, settings), settings),
                                          settings.messages ? *settings.messages : northline::Messages(),
                                          settings.token()));
  });
}

northline_status northline_json_score(const char* json, size_t json_size, const northline_options* options,
                                      northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_score", out_error, [&] {
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    const northline_scores scores(read(json, json_size, settings), settings);
    out = make_text(northline::score_json(scores.view, scores.result, settings.token()));
  });
}

northline_status northline_json_practice(const char* json, size_t json_size, const char* practice,
                                         size_t practice_size, const northline_options* options,
                                         northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_practice", out_error, [&] {
    const Settings settings = settings_of(options);
    const auto name = maybe_text(practice, practice_size, "practice");
    northline_text*& out = into(out_text, "out_text");
    const northline::View view = read(json, json_size, settings);
    northline::CheckOptions how;
    how.as_of = settings.as_of;
    how.cancel = settings.token();
    how.progress = settings.progress();
    how.severities = settings.severities;
    out = make_text(northline::practice_json(
        view, northline::effective_as_of(view, how.as_of),
        northline::practice_reports(view, name.given ? name.text : std::string_view("all"), how)));
  });
}

northline_status northline_json_why(const char* json, size_t json_size, const char* id, size_t id_size,
                                    const northline_options* options, northline_text** out_text,
                                    northline_error** out_error) noexcept {
  return guard("northline_json_why", out_error, [&] {
    const Settings settings = settings_of(options);
    const std::string_view about = text(id, id_size, "id");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(why(read(json, json_size, settings), about, "json", settings));
  });
}

northline_status northline_json_evaluate(const char* json, size_t json_size, const char* scenario,
                                         size_t scenario_size, const char* mode, size_t mode_size,
                                         const char* algorithm, size_t algorithm_size,
                                         const northline_options* options, northline_text** out_text,
                                         northline_error** out_error) noexcept {
  return guard("northline_json_evaluate", out_error, [&] {
    const Settings settings = settings_of(options);
    const northline::EvaluationOptions how = evaluation_options(
        maybe_text(scenario, scenario_size, "scenario"), maybe_text(mode, mode_size, "mode"),
        maybe_text(algorithm, algorithm_size, "algorithm"), settings);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::evaluation_json(northline::evaluate(read(json, json_size, settings), how)));
  });
}

northline_status northline_json_weigh(const char* json, size_t json_size, const northline_options* options,
                                      northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_weigh", out_error, [&] {
    Settings settings = settings_of(options);
    settings.strict = false; // comparisons are no document, which is all that strict reading takes
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::weigh_json(read(json, json_size, settings), settings.token()));
  });
}

northline_status northline_json_simulate(const char* json, size_t json_size, const char* scenario,
                                         size_t scenario_size, size_t draws, uint64_t seed,
                                         const char* levels, size_t levels_size,
                                         const northline_options* options, northline_text** out_text,
                                         northline_error** out_error) noexcept {
  return guard("northline_json_simulate", out_error, [&] {
    const Settings settings = settings_of(options);
    const northline::SimulationOptions how =
        simulation_options(maybe_text(scenario, scenario_size, "scenario"), draws, seed,
                           maybe_text(levels, levels_size, "levels"), settings);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::simulation_json(northline::simulate(read(json, json_size, settings), how)));
  });
}

northline_status northline_json_influence(const char* json, size_t json_size, const char* from,
                                          size_t from_size, const char* to, size_t to_size,
                                          const northline_options* options, northline_text** out_text,
                                          northline_error** out_error) noexcept {
  return guard("northline_json_influence", out_error, [&] {
    const Settings settings = settings_of(options);
    const northline::InfluenceQuery query =
        influence_query(maybe_text(from, from_size, "from"), maybe_text(to, to_size, "to"), settings);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::influence_json(read(json, json_size, settings), query));
  });
}

northline_status northline_json_path(const char* json, size_t json_size, const char* from, size_t from_size,
                                     const char* to, size_t to_size, const char* over, size_t over_size,
                                     size_t most, size_t length, const northline_options* options,
                                     northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_path", out_error, [&] {
    const Settings settings = settings_of(options);
    const northline::PathQuery query =
        path_query(text(from, from_size, "from"), text(to, to_size, "to"),
                   maybe_text(over, over_size, "over"), most, length, settings);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::path_json(read(json, json_size, settings), query));
  });
}

northline_status northline_json_fragility(const char* json, size_t json_size, const char* kinds,
                                          size_t kinds_size, const northline_options* options,
                                          northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_fragility", out_error, [&] {
    const Settings settings = settings_of(options);
    const northline::KindSet wanted = kinds_of(maybe_text(kinds, kinds_size, "kinds"));
    northline_text*& out = into(out_text, "out_text");
    out = make_text(fragility_of(read(json, json_size, settings), wanted, settings));
  });
}

northline_status northline_json_convert(const char* input, size_t input_size, const char* from,
                                        size_t from_size, const char* to, size_t to_size,
                                        const northline_options* options, northline_text** out_text,
                                        northline_text** out_problems, northline_error** out_error) noexcept {
  return guard("northline_json_convert", out_error, [&] {
    const std::string_view document = bytes(input, input_size, "input");
    const std::string_view format = text(from, from_size, "from");
    const std::string_view written_as = text(to, to_size, "to");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    if (format != "json" && format != "stratml")
      refuse(NORTHLINE_UNSUPPORTED,
             "A strategy cannot be read from \"" + std::string(format) + "\"; json and stratml can.");
    const Loaded loaded = format == "json" ? load_json(northline::Text::borrow(document), settings)
                                           : load_stratml(document, settings);
    auto written =
        std::unique_ptr<northline_text>(make_text(write(northline::View(loaded.snapshot), written_as)));
    if (out_problems) *out_problems = make_text(loaded.problems->json());
    out = written.release();
  });
}

northline_status northline_json_schema(northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_json_schema", out_error, [&] {
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::schema_json());
  });
}

} // extern "C"
