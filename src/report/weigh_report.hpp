#pragma once
// Weights from comparisons as JSON for programs and as text for people.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <string>

namespace northline {

/// `northline weigh`: of a document what stands under `scoring.comparisons`, of any other JSON the
/// comparisons it is. Throws Error(configuration) with the place of what cannot be followed, Error(not_found)
/// for a document without comparisons.
std::string weigh_json(const View&, Cancel = {});
std::string weigh_text(const View&, Cancel = {});

} // namespace northline
