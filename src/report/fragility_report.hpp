#pragma once
// What a plan stands on, as JSON for programs and as text for people.
#include "influence/bottlenecks.hpp"
#include "score/fragility.hpp"

#include <string>

namespace northline {

/// `northline fragility --format json`: losses of score and what each element cuts off. The kinds that were
/// asked for hold for both.
std::string fragility_json(const Fragility&, KindSet kinds = ~KindSet{0}, Cancel = {});
std::string fragility_text(const Fragility&, KindSet kinds = ~KindSet{0}, std::size_t rows = 15, Cancel = {});

/// Names of kinds, such as "program"; an empty list stands for all. Throws Error(not_found).
KindSet kinds_named(const std::vector<std::string>& names);

} // namespace northline
