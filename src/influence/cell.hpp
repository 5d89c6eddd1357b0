#pragma once
// Sums of ways, kept apart by sign, so that nothing cancels before it has been seen.
#include "influence/effects.hpp"

namespace northline {

/// Sums over ways of products that are positive, and of those that are negative, each with sizes at their
/// least, as written, and at their greatest.
struct Cell {
  static constexpr std::uint8_t good = 1, bad = 2, unsized = 4, circular = 8;
  double positive[3] = {0, 0, 0}, negative[3] = {0, 0, 0};
  std::uint8_t flags = 0;

  static Cell one() {
    Cell c;
    for (double& x : c.positive) x = 1;
    c.flags = good;
    return c;
  }
  void add(const SizedLink& link, const Cell& beyond);
  Effect effect(Element e) const;
};

/// A link's size on either side of 0, without signs.
struct LinkSides {
  double good[3], bad[3];
  explicit LinkSides(const SizedLink& link) {
    const double sizes[3] = {link.low, link.sized ? link.point : 0, link.high};
    for (unsigned i = 0; i < 3; ++i) {
      good[i] = sizes[i] > 0 ? sizes[i] : 0;
      bad[i] = sizes[2 - i] < 0 ? -sizes[2 - i] : 0;
    }
  }
};

inline std::uint8_t flags_over(const SizedLink& link, std::uint8_t beyond) {
  std::uint8_t flags = beyond & (Cell::unsized | Cell::circular);
  const std::uint8_t swapped = static_cast<std::uint8_t>(((beyond & Cell::good) ? Cell::bad : 0) |
                                                         ((beyond & Cell::bad) ? Cell::good : 0));
  if (link.helps()) flags |= beyond & (Cell::good | Cell::bad);
  if (link.hurts()) flags |= swapped;
  if (!link.sized) flags |= Cell::unsized;
  return flags;
}

inline void Cell::add(const SizedLink& link, const Cell& beyond) {
  const LinkSides s(link);
  for (unsigned i = 0; i < 3; ++i) {
    positive[i] += s.good[i] * beyond.positive[i] + s.bad[i] * beyond.negative[i];
    negative[i] += s.good[i] * beyond.negative[i] + s.bad[i] * beyond.positive[i];
  }
  flags |= flags_over(link, beyond.flags);
}

inline Effect Cell::effect(Element e) const {
  Effect x;
  x.element = e;
  x.positive = flags & good;
  x.negative = flags & bad;
  x.unsized = flags & unsized;
  x.circular = flags & circular;
  x.value = x.unsized || x.circular ? unknown_number : positive[1] - negative[1];
  x.helps = x.unsized || x.circular ? unknown_number : positive[1];
  x.hurts = x.unsized || x.circular ? unknown_number : negative[1];
  constexpr double endless = std::numeric_limits<double>::infinity();
  x.lower = x.circular ? -endless : positive[0] - negative[2];
  x.upper = x.circular ? endless : positive[2] - negative[0];
  return x;
}

} // namespace northline
