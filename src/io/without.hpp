#pragma once
#include "base/cancel.hpp"
#include "model/view.hpp"

namespace northline {

/// The same strategy without an overlay; the view itself if it has none. Elements may get other numbers.
View folded(const View&, Cancel = {});

/// The strategy without one element and without the relations that end at it, as if it had been written so:
/// an overlay of the elements that named it. Precondition: a view without an overlay, not the root.
View view_without(const View&, Element);

} // namespace northline
