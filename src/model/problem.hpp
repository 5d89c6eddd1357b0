#pragma once
#include "model/registry.hpp"
#include "model/values.hpp"

#include <cstdint>

namespace northline {

/// What reading found wrong with one place of the text. Problems are data; messages are made on request.
struct Problem {
  enum class What : std::uint8_t {
    unknown_reference, ///< NL001: no element has this id
    wrong_end,         ///< NL002: the element exists, but this relation may not end there
    wrong_start,       ///< NL002: this kind has no such relation
    out_of_range,      ///< NL013: a number outside its attribute's range
    bounds_order,      ///< NL013: low > likely, likely > high, or min > max
    unknown_member,    ///< NL014
    duplicate_member,  ///< NL019
    duplicate_id,      ///< NL019
    wrong_type,        ///< NL020
    no_such_value,     ///< NL020: not one of the enumeration's names
    no_such_date,      ///< NL020: the shape of a date, but the day does not exist
    not_a_date,        ///< NL020
    bad_id,            ///< NL020: an id that is empty, too long, or has control characters or outer blanks
    missing_part,      ///< NL020: an object lacks a part it must have
    no_version,        ///< NL020: the top-level member "northline" is missing
    wrong_version,     ///< NL020: it is not 1
    not_an_object,     ///< NL020: an element or a map of elements is not an object
  };
  What what;
  Relation relation = Relation::count_; ///< of the relation concerned, if any
  Kind kind = Kind::strategy;           ///< kind of `element`
  const AttributeInfo* attribute = nullptr;
  std::uint32_t offset = 0;     ///< of the key or value concerned
  Element element = no_element; ///< the element it lies in; no_element: the document
};

} // namespace northline
