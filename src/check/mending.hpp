#pragma once
// What fixes are put together from: candidates that the document itself holds, and patches that write them
// in whatever form a relation has there. Fixes are made for those who read them, so these look at whole
// kinds, as long as these are small, where a check must not.
#include "check/reading.hpp"
#include "facts/load.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

// ---- patches ----
/// A text, or a day, as JSON.
std::string quoted(std::string_view);
std::string quoted(Date);

/// Several patches, carried out one after the other; empty ones are left out.
std::string joined(std::initializer_list<std::string> patches);
std::string joined(const std::vector<std::string>& patches);

/// Writes a detail of a relation, whichever of the forms it has; of one that is said several times, of this
/// one. Empty when the relation is written in a way that cannot be read.
std::string set_detail(const View&, const Edge&, std::string_view detail, std::string_view json);
/// The same for several targets of one relation, because a relation that gets another form is written anew.
std::string set_details(const View&, Element source, Relation, const std::vector<Element>& targets,
                        std::string_view detail, const std::vector<std::string>& json);
/// Names a further target with one detail, as {"ceo": {"cadence": "monthly"}}.
std::string add_relation_with(const View&, Element source, Relation, Element target, std::string_view detail,
                              std::string_view json);
/// Puts another target in the place of one; what was said of the first one alone is not taken over.
std::string replace_target(const View&, Element source, Relation, Element from, Element to);
/// Takes out all targets but these.
std::string only_targets_left(const View&, Element source, Relation, const std::vector<Element>& kept);
/// Lowers the hours a week that one piece of work takes of a resource, so that in no week more are asked of
/// it than there are, and the work keeps at least half of what it takes now. Of several pieces of work the
/// one with the fewest hours in all; empty when none will do.
std::string take_less(const View&, const Load&, Element resource, double there, Element& work, double& hours);

inline std::string set_status(const View& v, Element e, std::string_view status) {
  return set_member(v, e, "status", quoted(status));
}
inline std::string add_relation(const View& v, Element source, Relation r, Element target) {
  return patch::add_relation(v, source, r, v.id(target));
}

// ---- suggestions that several checks have in common ----
/// Names the target under a relation of the finding's focus. The title has a place of this name for the
/// target; false when there is none.
bool offer(const Rendering&, Fix&, std::string_view title, std::string_view name, Relation, Element target);
/// Lets everything that a person works as give way by the same part, until the shares come to 100 %.
bool scale_shares(const Rendering&, Fix&);
/// Lets one piece of work take what is left of the resource's hours (take_less).
bool offer_what_is_left(const Rendering&, Fix&, const Load&, double there);

// ---- candidates ----
/// Keeps the one candidate that it is told of, or none when it is told of several.
class OnlyOne {
public:
  void add(Element e) {
    if (e == found_ || e == no_element) return;
    several_ = several_ || found_ != no_element;
    found_ = e;
  }
  bool none() const { return found_ == no_element; }
  bool several() const { return several_; } ///< then nothing that is added makes a difference
  Element get() const { return several_ ? no_element : found_; }

private:
  Element found_ = no_element;
  bool several_ = false;
};

/// Kinds with more elements are not searched: with a search for each finding, the fixes of a large document
/// would take longer than all checks together.
inline constexpr std::uint32_t most_searched = 1000;
/// Whether facts about the whole may be worked out for one fix.
inline bool few_elements(const View& v) { return v.size() <= 5 * most_searched; }
/// Calls f(element) for every element of a kind that is searched.
template <class F> void each_of_few(const View& v, Kind k, F&& f) {
  if (v.count(k) <= most_searched) v.each(k, f);
}
/// The one open element of the kind for which f(element) holds; no_element when there is none or several, or
/// too many to look at.
template <class F> Element only_open(const View& v, Kind k, F&& f) {
  OnlyOne one;
  each_of_few(v, k, [&](Element e) {
    if (open(v, e) && f(e)) one.add(e);
  });
  return one.get();
}
inline Element only_open(const View& v, Kind k) {
  return only_open(v, k, [](Element) { return true; });
}
/// The first by id of the open elements for which f(element) holds; none of too many.
template <class F> Element first_open(const View& v, Kind k, F&& f) {
  Element first = no_element;
  each_of_few(v, k, [&](Element e) {
    if ((first == no_element || by_id(v, e, first)) && open(v, e) && f(e)) first = e;
  });
  return first;
}

bool has_target(const View&, Element source, Relation, Element target);
/// Whether somebody decided against it: an exclusion in force rules it out.
bool ruled_out(const View&, Element);
/// Whether the work helps the goal: a contribution that is not written as nothing or as harm.
bool helps(const View&, const Edge& contribution);

/// Whether the work is over when the goal needs it, as far as its days are written: what is not may help it
/// only at the price of another finding (NL902).
bool over_in_time(const View&, Element work, Element goal);

/// Audiences in force that the element serves, or else the goals it helps.
std::vector<Element> people_for(const View&, Element);
/// An open program that serves the audience, or else one that helps an open goal which does; the first by id.
Element program_for(const View&, Element audience);
/// Of the channels where people of the audience are found, or that reach them, the one with most of them for
/// which f(channel) holds; none where no share is written. In use or planned; `asleep`: only watched or
/// dormant.
Element main_channel(const View&, Element audience, const std::function<bool(Element)>& f,
                     bool asleep = false);

/// The one person who is still there and answers for the element, or, where nobody does, for what it belongs
/// to, for what it helps, or for all the work on it.
Element answerable(const View&, Element, bool inside_only = false);

} // namespace northline
