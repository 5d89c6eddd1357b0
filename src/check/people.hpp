#pragma once
// What several checks ask about people, and how they count and list things in a sentence.
#include "check/rule.hpp"

namespace northline {

inline choice::stakeholder_type type_of(const View& v, Element person) {
  return v.get(field::stakeholder::type, v.as<Kind::stakeholder>(person));
}
/// Known to belong to the organisation.
inline bool of_the_house(choice::stakeholder_type t) {
  return t == choice::stakeholder_type::executive || t == choice::stakeholder_type::manager ||
         t == choice::stakeholder_type::employee;
}
/// Known not to belong to the organisation.
inline bool from_outside(choice::stakeholder_type t) {
  return t != choice::stakeholder_type::absent && !of_the_house(t);
}
/// How many people stand behind the entry.
inline double people_behind(const View& v, Element person) {
  const double n = v.get(field::stakeholder::members, v.as<Kind::stakeholder>(person));
  return known(n) ? n : 1;
}
/// Whether the source names anybody who is still there.
inline bool names_somebody(const View& v, Element source, Relation r) {
  for (const Edge& e : v.out(source, r))
    if (in_force(v, e.target)) return true;
  return false;
}

/// Whether an open program is for the person or answers what they feel.
/// Reads <serves.status, <felt_by.status, <felt_by<addresses.status.
inline bool answered(const View& v, Element person) {
  const auto runs = [&v](Element e) { return v.is(e, Kind::program) && open(v, e); };
  for (const Edge& e : v.in(person, Relation::serves))
    if (runs(e.source)) return true;
  for (const Edge& felt : v.in(person, Relation::felt_by)) {
    if (!in_force(v, felt.source)) continue;
    for (const Edge& e : v.in(felt.source, Relation::addresses))
      if (runs(e.source)) return true;
  }
  return false;
}

/// "1 goal", "7 goals".
inline std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}
/// "a", "a or b", "a, b or c".
inline std::string listed(std::span<const std::string_view> words, std::string_view last) {
  std::string s;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) s += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    s += words[i];
  }
  return s;
}

} // namespace northline
