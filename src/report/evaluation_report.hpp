#pragma once
// Evaluations as JSON for programs and as text for people.
#include "score/evaluation.hpp"

#include <string>

namespace northline {

/// `northline evaluate --format json`: values, actors, what could not be evaluated and why.
std::string evaluation_json(const Evaluation&);
/// What a marketing director reads: the goals, the people who own them, circles.
std::string evaluation_text(const Evaluation&, std::size_t rows = 50);

/// How one element's value came about: start, parts, each contribution with its size, value, effect and
/// place, what held the sum back, dependencies. Throws Error(not_found) when no such element takes part.
std::string evaluation_why_json(const Evaluation&, std::string_view id);
std::string evaluation_why_text(const Evaluation&, std::string_view id);

} // namespace northline
