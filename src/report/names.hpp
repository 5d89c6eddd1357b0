#pragma once
// How reports call elements, in words and in JSON.
#include "model/view.hpp"
#include "report/json.hpp"

#include <span>
#include <string>

namespace northline {

/// "id" (title), or the id alone where the title says no more.
std::string named(const View&, Element);
/// The ids in quotation marks; beyond `most` their number.
std::string listed(const View&, std::span<const Element>, std::size_t most = 10);
/// A list of ids.
void write_ids(JsonOut&, const View&, std::span<const Element>);

} // namespace northline
