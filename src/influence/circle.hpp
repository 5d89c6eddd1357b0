#pragma once
// What runs round a circle of goals: linear equations among its members.
#include "influence/cell.hpp"
#include "influence/elimination.hpp"

namespace northline {

/// A link between two members, by their places in the circle; the cell of `from` takes that of `to`.
struct InnerLink {
  std::uint32_t from, to;
  SizedLink link;
};

class Circle {
public:
  Circle(std::uint32_t members, bool refused, std::vector<InnerLink> links, Cancel cancel);

  /// Cells of the members, `width` each, hold what comes from outside and become the sums over all ways,
  /// however often they go round.
  void solve(Cell* cells, std::size_t width) const;

private:
  void spread_flags(Cell* cells, std::size_t width) const;

  std::uint32_t members_;
  bool refused_, exact_ = true;
  std::vector<InnerLink> links_;
  std::vector<Elimination> planes_; ///< least, as written, greatest; one where they are the same
};

} // namespace northline
