#include "capi/simulation.hpp"

#include "capi/strategy.hpp"
#include "report/simulation_report.hpp"

namespace northline::capi {

SimulationOptions simulation_options(const MaybeText& scenario, std::size_t draws, std::uint64_t seed,
                                     const MaybeText& levels, const Settings& settings) {
  SimulationOptions how;
  if (scenario.given) how.scenario = std::string(scenario.text);
  how.draws = draws;
  how.seed = seed;
  how.threads = settings.threads;
  how.as_of = settings.as_of;
  how.cancel = settings.token();
  how.progress = settings.progress();
  std::string_view rest = levels.given ? levels.text : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) how.levels.push_back(level_of(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return how;
}

namespace {

const UncertainOutput& named(const northline_simulation& s, std::string_view key) {
  const UncertainOutput* found = s.result.find(key);
  if (!found) refuse(NORTHLINE_NOT_FOUND, "The simulation has no result \"" + std::string(key) + "\".");
  return *found;
}

void store_output(const UncertainOutput& o, double* likely, double* mean, double* deviation, double* level,
                  double* reached) {
  store(likely, o.likely);
  store(mean, o.mean);
  store(deviation, o.deviation);
  store(level, o.level);
  store(reached, o.reached);
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_simulate(const northline_strategy* strategy, const char* scenario,
                                    size_t scenario_size, size_t draws, uint64_t seed, const char* levels,
                                    size_t levels_size, const northline_options* options,
                                    northline_simulation** out_simulation,
                                    northline_error** out_error) noexcept {
  return guard("northline_simulate", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const northline::SimulationOptions how =
        simulation_options(maybe_text(scenario, scenario_size, "scenario"), draws, seed,
                           maybe_text(levels, levels_size, "levels"), settings_of(options));
    northline_simulation*& out = into(out_simulation, "out_simulation");
    out = new northline_simulation(northline::simulate(s.view(), how));
  });
}

northline_status northline_simulation_count(const northline_simulation* simulation, size_t* out_count,
                                            northline_error** out_error) noexcept {
  return guard("northline_simulation_count", out_error, [&] {
    const northline_simulation& s = need(simulation, "simulation");
    into(out_count, "out_count") = s.result.outputs.size();
  });
}

northline_status northline_simulation_output(const northline_simulation* simulation, size_t index,
                                             northline_view* out_key, double* out_likely, double* out_mean,
                                             double* out_deviation, double* out_level, double* out_reached,
                                             northline_error** out_error) noexcept {
  return guard("northline_simulation_output", out_error, [&] {
    const northline_simulation& s = need(simulation, "simulation");
    const northline::UncertainOutput& o =
        s.result.outputs[index_below(index, s.result.outputs.size(), "results")];
    store(out_key, view_of(o.key));
    store_output(o, out_likely, out_mean, out_deviation, out_level, out_reached);
  });
}

northline_status northline_simulation_of(const northline_simulation* simulation, const char* key,
                                         size_t key_size, double* out_likely, double* out_mean,
                                         double* out_deviation, double* out_level, double* out_reached,
                                         northline_error** out_error) noexcept {
  return guard("northline_simulation_of", out_error, [&] {
    const northline_simulation& s = need(simulation, "simulation");
    store_output(named(s, text(key, key_size, "key")), out_likely, out_mean, out_deviation, out_level,
                 out_reached);
  });
}

northline_status northline_simulation_percentile(const northline_simulation* simulation, const char* key,
                                                 size_t key_size, double percent, double* out_value,
                                                 northline_error** out_error) noexcept {
  return guard("northline_simulation_percentile", out_error, [&] {
    const northline_simulation& s = need(simulation, "simulation");
    const northline::UncertainOutput& o = named(s, text(key, key_size, "key"));
    double& out = into(out_value, "out_value");
    out = s.result.percentile(o, percent);
  });
}

northline_status northline_simulation_json(const northline_simulation* simulation, northline_text** out_text,
                                           northline_error** out_error) noexcept {
  return guard("northline_simulation_json", out_error, [&] {
    const northline_simulation& s = need(simulation, "simulation");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::simulation_json(s.result));
  });
}

void northline_simulation_free(northline_simulation* simulation) noexcept {
  guard_free("northline_simulation_free", [&] {
    if (simulation && is_a(simulation)) delete simulation;
  });
}

} // extern "C"
