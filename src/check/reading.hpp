#pragma once
// What several checks read in the same way: structured values in the document's text, and the day on which
// something was decided (facts/decided.hpp).
#include "base/fetch.hpp"
#include "check/rule.hpp"
#include "facts/decided.hpp"
#include "facts/measures.hpp"
#include "facts/records.hpp"

#include <functional>

namespace northline {

/// Calls f(text) for every item of a list of texts, decoded.
void each_text(Raw list, const std::function<void(std::string_view)>& f);

/// A text as it stands between its quotes, with its escapes; empty when absent.
std::string_view raw_text(Raw text);

/// Asks for a value's text before it is read: the texts of a list of elements lie far apart.
inline void fetch(Raw value) {
  if (value.known()) fetch(value.text.data() + value.at);
}

/// A closed period of a policy; only those with both days.
struct Window {
  Date start, end;
};
std::vector<Window> windows(Raw list);

/// Whether work may use the channel: in force and neither dormant, retired, excluded nor only observed.
bool usable(const View&, Element channel);

/// Whether the first comes first by id. Evidence is chosen and listed by id, so that a finding stays the same
/// one when the document is put in another order.
bool by_id(const View&, Element, Element);
/// Adds the elements as evidence, each once, by id, at most 20.
void relate(Report&, const View&, std::vector<Element> elements);

/// An amount as messages show it: "62000.5 EUR".
std::string amount(const View&, double);
/// A number as JSON.
std::string number_text(double);

/// A patch that writes an attribute of the element, whether or not it is there already.
std::string set_member(const View&, Element, std::string_view member, std::string_view json);

} // namespace northline
