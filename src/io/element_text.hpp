#pragma once
// An element's object as text, changed member by member.
#include "model/registry.hpp"

#include <string>
#include <string_view>

namespace northline {

/// The object's text with one member set; an empty value takes it out.
std::string with_member(std::string_view object, std::string_view name, std::string_view value);
/// The value of a member as it stands; empty if there is none.
std::string_view member_of(std::string_view object, std::string_view name);
/// Whether a relation's value, in any of its forms, names the target.
bool names_target(std::string_view value, std::string_view target);
/// The relation's value without the target; empty when nothing is left.
std::string without_target(std::string_view value, std::string_view target);

} // namespace northline
