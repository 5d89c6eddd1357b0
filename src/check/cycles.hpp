#pragma once
// Circles, told the way people read them: who is in one, and the shortest way round.
#include "check/rule.hpp"

#include <functional>

namespace northline {

struct Cycle {
  std::vector<Element> members; ///< all that lie in the same knot, in rising order of their handles
  std::vector<Edge> round;      ///< the shortest way round through the member with the smallest id
  RelationSet relations = 0;    ///< the types of relation that occur in the knot
};

/// Calls f for every circle among elements in force, helpful relations only: what holds back is no support.
/// Of several shortest ways the one with the smallest ids counts, so that the order of the document does not.
/// O(m log m) in the relations of each knot.
void each_cycle(const View&, const Components&, RelationSet, const std::function<void(const Cycle&)>& f);
/// The evidence of one circle: focus, members of the way round, relations, and the text "path".
void report_cycle(RuleRun&, const Cycle&, Severity);

/// The title of the fix below.
inline constexpr std::string_view take_relation_out = "Take out the relation from {source} to {target}.";
/// Takes out the one relation of the circle through the focus that is doubted most, where no circle is left
/// without it. `doubt` is unknown for a relation that nothing speaks against.
bool fix_cycle(const Rendering&, Fix&, RelationSet, const std::function<double(const Edge&)>& doubt);

} // namespace northline
