#pragma once
// What reading found wrong, as findings. Six checks share it; each speaks for one code.
#include "check/rule.hpp"

namespace northline {

/// The titles of their fixes.
inline constexpr std::string_view take_reference_out = "Take the reference out.",
                                  rename_it = "Rename it to \"{name}\".",
                                  move_it = "Move it to the element's own data, \"x\".",
                                  write_it_as = "Write it as {value}.",
                                  swap_them = "Put the two bounds the right way round.",
                                  nearest_allowed = "Write the nearest number that is allowed, {value}.";

/// Reports the problems of this code: those of the base that still stand, and those of edited elements.
/// O(problems).
void report_problems(RuleRun&, std::string_view code);
/// The whole sentence that reading has for the problem.
std::string render_problem(const Rendering&, std::string_view code);
/// Takes out a reference that leads nowhere or to a wrong kind.
bool fix_reference(const Rendering&, std::string_view code, Fix&);
/// Renames a misspelt member, or moves an unknown one to the element's own data.
bool fix_unknown_member(const Rendering&, std::string_view code, Fix&);
/// Writes the value of an attribute in the form it was meant to have, where only one can be meant: "80" as
/// 80, "Active" as "active", 2027-1-5 as 2027-01-05, one text as a list of one.
bool fix_value(const Rendering&, std::string_view code, Fix&);
/// Brings a number into its range: a percentage as a share, two bounds the right way round, else the nearest
/// number that is allowed.
bool fix_range(const Rendering&, std::string_view code, Fix&);

} // namespace northline
