#pragma once
// What relations say about themselves beside their own attributes: why, and where a figure comes from.
#include "model/view.hpp"

namespace northline {

/// The columns `why` and `source` of a relation follow its own.
template <Relation R, std::uint8_t own> struct Reasons {
  static constexpr EdgeField<R, Type::text, choice::none> why{{own}};
  static constexpr EdgeField<R, Type::text, choice::none> source{{own + 1}};
  static bool given(const View& v, const Edge& e) {
    return v.get(why, e).known() || v.get(source, e).known();
  }
};
using SupportReasons = Reasons<Relation::supports, edge_column::supports::count_>;
using ContributionReasons = Reasons<Relation::contributes_to, edge_column::contributes_to::count_>;

} // namespace northline
