#pragma once
// Simulations as JSON for programs and as sentences for people.
#include "score/uncertainty.hpp"

#include <string>

namespace northline {

/// `northline simulate --format json`: inputs, and what the draws make of every result.
std::string simulation_json(const Simulation&);
/// What a marketing director reads: how often goals are reached, and what that hangs on most. `rows` results
/// of each sort, `bars` inputs of each.
std::string simulation_text(const Simulation&, std::size_t rows = 20, std::size_t bars = 3);

} // namespace northline
