#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "influence/matrix.hpp"
#include "report/fragility_report.hpp"
#include "report/influence_report.hpp"

namespace northline::capi {

InfluenceQuery influence_query(const MaybeText& from, const MaybeText& to, const Settings& settings);
PathQuery path_query(std::string_view from, std::string_view to, const MaybeText& over, std::size_t most,
                     std::size_t length, const Settings& settings);
/// Names joined by commas; none given: all kinds.
KindSet kinds_of(const MaybeText& names);
std::string fragility_of(const View&, KindSet, const Settings& settings);

} // namespace northline::capi

struct northline_influence {
  static constexpr northline::capi::Tag type = northline::capi::Tag::influence;
  northline::capi::Tag tag = type;

  northline_influence(northline::View seen, const northline::MatrixOptions& how)
      : view(std::move(seen)),
        matrix(northline::influence_matrix(northline::LinkGraph(view, northline::Over::influence, how.cancel),
                                           how)) {}
  const northline::View view; ///< ids lie in it
  const northline::InfluenceMatrix matrix;
};
