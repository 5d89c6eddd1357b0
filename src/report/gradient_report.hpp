#pragma once
// How a score moves with the numbers of the document, for programs and for people.
#include "score/gradient.hpp"

#include <string>
#include <string_view>

namespace northline {

/// "score", "lower" or "upper". Throws Error(configuration).
TraceOf bound_named(std::string_view);

/// Every number that was read, those that move the score most for one percent of theirs first.
std::string gradient_json(const View&, const GradientOptions&, const Gradient&);
/// The first `rows` of those that move it at all.
std::string gradient_text(const View&, const GradientOptions&, const Gradient&, std::size_t rows = 20);

} // namespace northline
