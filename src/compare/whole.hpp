#pragma once
// Comparing and merging work on one text; an edited strategy is written out for it.
#include "base/cancel.hpp"
#include "model/view.hpp"

#include <memory>
#include <string>

namespace northline::compare {

/// The view's snapshot, or that of what it would be written as when it was edited since reading.
std::shared_ptr<const Snapshot> whole_snapshot(const View&, Cancel);
/// Reads text that this library made of accepted text. Limits have been looked at already.
std::shared_ptr<const Snapshot> read_again(std::string text, Cancel);

} // namespace northline::compare
