#pragma once
// Elements that got another id and stayed the same, and documents with ids exchanged wherever they are named.
#include "base/cancel.hpp"
#include "model/snapshot.hpp"

#include <map>
#include <string>
#include <vector>

namespace northline::compare {

using Ids = std::map<std::string, std::string, std::less<>>;

/// Ids of `a` and what the same elements are called in `b`: of one kind, gone in one document and new in the
/// other, with equal content, with a title that nobody else has, or with most of their members equal. The
/// root is left out. O(n log n) in the elements that have no namesake.
Ids renamed(const Snapshot& a, const Snapshot& b, Cancel = {});

/// The document's text with ids exchanged: the elements' own, the ends of their relations, and where
/// scenarios, overlaps, layout, scoring and suppressions name elements. All else keeps its bytes. O(n log n).
std::string with_ids(const Snapshot&, const Ids&);
/// The same for the elements' own ids only.
std::string with_keys(const Snapshot&, const Ids&);

} // namespace northline::compare
