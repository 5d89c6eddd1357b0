#pragma once
// Test cases of goal evaluation (GRL, ITU-T Z.151) read into a Northline document: a graph of intentional
// elements, links and actors, with strategies, which are called scenarios here. docs/evaluation.md says what
// becomes of what.
#include "io/stratml.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace northline {

struct GrlCaseOptions {
  std::string name; ///< of one case in a file of several; empty: all, ids led by the case's name
  std::size_t max_bytes = std::size_t{64} << 20;
};

struct GrlCase {
  std::string json;            ///< a Northline document
  std::vector<Repair> repairs; ///< what could not be taken as it stood
};

/// Throws Error(not_json | not_found | refused | limit) when the text is no such case.
GrlCase read_grl_case(std::string_view json, const GrlCaseOptions& options = {});

} // namespace northline
