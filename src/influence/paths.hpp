#pragma once
// How one element leads to another: the strongest ways, the least that would cut them off, and, where there
// is no way, what is nearest to joining them.
#include "influence/links.hpp"

#include <optional>

namespace northline {

struct PathStep {
  Element from, to; ///< in the direction of the way
  SizedLink link;
};

struct Way {
  std::vector<PathStep> steps;
  bool sized = true; ///< every relation on it has a size
  double value = 1;  ///< product of the sizes; NaN when one is unknown
  double lower = 1, upper = 1;
};

struct WayOptions {
  Cancel cancel;
  std::size_t most = 1;            ///< ways
  std::size_t length = 0;          ///< relations on a way; 0: any number
  std::uint64_t steps = 5'000'000; ///< partial ways looked at; more is refused
};

struct Ways {
  std::vector<Way> ways; ///< the strongest first
  bool more = false;     ///< there are others
  double count = 0;      ///< of all ways of any length; NaN where circles make counting them a search
};

/// Ways on which no element comes twice, the strongest first. Ways whose relations all have a size come
/// before those with an unknown one, which are ordered by the most they can carry; of equally strong ones the
/// shortest comes first. Throws Error(limit | cancelled).
Ways strongest_ways(const LinkGraph&, Element from, Element to, const WayOptions& = {});

/// The strongest way whose product is positive (or negative). Where circles turn the sign it may come by an
/// element twice.
std::optional<Way> strongest_of_sign(const LinkGraph&, Element from, Element to, bool positive, Cancel = {});

/// A least number of elements or relations without which there is no way.
struct Cut {
  std::vector<Element> elements; ///< in the order in which ways meet them
  std::vector<PathStep> relations;
  std::size_t size() const { return elements.size() + relations.size(); }
};
/// Fewest elements between the two; a relation that joins them directly cannot be cut otherwise and is listed
/// itself. As many ways as the cut is large share nothing but their ends.
Cut element_cut(const LinkGraph&, Element from, Element to, Cancel = {});
/// Fewest relations.
Cut relation_cut(const LinkGraph&, Element from, Element to, Cancel = {});

/// Why a relation on a gap's way carries nothing.
enum class Lack : std::uint8_t {
  none,    ///< it does carry
  zero,    ///< its size is 0
  against, ///< it runs the other way
  absent,  ///< one of its ends was dropped or left
  other    ///< it is of a type that carries no influence
};
struct GapStep {
  PathStep step;
  Lack lack;
};
struct Gap {
  std::vector<GapStep> steps;   ///< the connection that lacks least; empty: there is none at all
  std::vector<Element> reached; ///< the furthest that is reached: elements that lead nowhere else
  Element last = no_element, next = no_element; ///< where the line breaks
  /// A relation that would join `last` to `next`; none if the vocabulary has none for their kinds.
  std::optional<Relation> missing;
};
/// For elements of an influence graph without a way between them.
Gap nearest_gap(const LinkGraph&, Element from, Element to, Cancel = {});

} // namespace northline
