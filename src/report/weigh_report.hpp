#pragma once
// Weights from comparisons as JSON for programs and as text for people.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include "score/explain.hpp"

#include <string>
#include <string_view>

namespace northline {

/// `northline weigh`: of a document what stands under `scoring.comparisons`, of any other JSON the
/// comparisons it is. Throws Error(configuration) with the place of what cannot be followed, Error(not_found)
/// for a document without comparisons.
std::string weigh_json(const View&, Cancel = {});
std::string weigh_text(const View&, Cancel = {});

/// Where a number of `northline weigh` comes from: weight, overall or ranking of an item ("cost/price" where sets
/// lie below each other), or eigenvalue, consistency_index, random_index or consistency_ratio of a set
/// ("cost", nothing for the first). Throws as above, and Error(not_found).
ScoreNode weigh_tree(const View&, std::string_view number, std::string_view of, Cancel = {});

} // namespace northline
