#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "score/uncertainty.hpp"

namespace northline::capi {

SimulationOptions simulation_options(const MaybeText& scenario, std::size_t draws, std::uint64_t seed,
                                     const MaybeText& levels, const Settings& settings);

} // namespace northline::capi

struct northline_simulation {
  static constexpr northline::capi::Tag type = northline::capi::Tag::simulation;
  northline::capi::Tag tag = type;

  explicit northline_simulation(northline::Simulation made) : result(std::move(made)) {}
  const northline::Simulation result;
};
