#pragma once
// Why a simulated number is what it is: from what was drawn, which can be drawn again.
#include "score/explain.hpp"
#include "score/uncertainty.hpp"

namespace northline {

struct SimulatedTree {
  ScoreNode tree;                ///< nodes carry ids; places are pointers
  std::vector<ScoreNode> inputs; ///< of the draw that the number comes from
  std::string inputs_title;
  UncertainResult kind{};
};

/// `result` as Simulation::find() takes it; `number` one of likely, mean, deviation, standard_error, least,
/// greatest, p50 and the like, level, reached, unknown, and tornado.INPUT.swing, at_low, at_high, correlation
/// and share, with the input's number. Throws what simulate() throws, and Error(not_found).
SimulatedTree explain_simulated(const View&, const SimulationOptions&, const std::string& result,
                                const std::string& number);

} // namespace northline
