#pragma once
// Why an evaluated value is what it is: a tree down to what the document says.
#include "score/evaluation.hpp"
#include "score/explain.hpp"

namespace northline {

/// The value of an element that takes part, or of a stakeholder by the goals they own. Values run from -100
/// to 100; nodes recompute as those of scores do. An element that several paths lead to is unfolded once.
/// Places are those of the evaluated view's own text. Precondition: `find` or `actor` of the evaluation knows
/// it.
ScoreNode explain(const Evaluation&, Element);

/// The least or the greatest that the value may be, where contributions are ranges or have no size; else the
/// value.
ScoreNode explain_bound(const Evaluation&, Element, bool upper);

} // namespace northline
