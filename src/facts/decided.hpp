#pragma once
// When something was decided, whose decision it was, and what it rests on: the reading that checks of order
// and the reports of the practices share.
#include "facts/goal_graph.hpp"

namespace northline {

/// The latest date on `approved_by`; unknown if none is written.
Date latest_approval(const View&, Element);
/// The day a policy was approved.
Date approved_on(const View&, ElementOf<Kind::policy>);
/// The day an element counts as fixed: `decided`, else the latest approval, else an assessment's date or a
/// policy's approval, else `created`, else the start of a program or activity. Unknown if none is written.
Date decided_on(const View&, Element);

/// Neither dropped, left nor a draft: only what stands can be too early, and only it can be a ground.
bool stands(const View&, Element);
/// Whether the day has come; an unknown day has not, and without `as_of` every known day has.
inline bool happened(Date day, Date as_of) { return day.known() && !(as_of.known() && as_of < day); }
/// An assessment that stands and was made by `as_of`; one dated later is a plan.
bool made(const View&, ElementOf<Kind::assessment>, Date as_of);

/// Whether a goal comes from outside the plan: it was taken from another document, or it is the company's (or
/// a business unit's) and goals of this plan lie below it. All other goals are the plan's own.
/// Reads "from", "level" and the fact goal_graph. Precondition: a present goal.
bool given_goal(const View&, const GoalGraph&, Element goal);

/// The first of the days on which what somebody rests on was decided. What joins it later may join later.
struct FirstDay {
  Date day;
  bool any = false;  ///< there is something to rest on
  bool open = false; ///< a day is not written, so nobody can tell which was first
  void add(Date d) {
    any = true;
    if (!d.known())
      open = true;
    else if (!day.known() || d < day)
      day = d;
  }
  void add(const FirstDay& other) {
    any = any || other.any;
    if (other.day.known()) add(other.day);
    open = open || other.open;
  }
  /// Whether something decided on `own` came before all of it; false when nobody can tell.
  bool after(Date own) const { return own.known() && !open && day.known() && own < day; }
};

/// Calls f(assessment) for what a goal, program, policy or the strategy rests on: assessments under
/// `based_on`, and those in which the insights under `based_on` and `addresses` were found; may repeat one.
/// Reads "status" and ">found_in" of insights.
template <class F> void each_ground(const View& v, Element e, F&& f) {
  const auto present = [&v](Element x) {
    const choice::status s = v.get(field::common::status, x);
    return s != choice::status::dropped && s != choice::status::left;
  };
  const auto look = [&](Element ground) {
    if (!present(ground)) return;
    if (v.is(ground, Kind::assessment)) return f(ElementOf<Kind::assessment>{ground});
    for (const Edge& found : v.out(ground, Relation::found_in))
      if (present(found.target)) f(ElementOf<Kind::assessment>{found.target});
  };
  for (const Edge& g : v.out(e, Relation::based_on)) look(g.target);
  const Kind k = v.kind(e);
  if (k == Kind::goal || k == Kind::program)
    for (const Edge& g : v.out(e, Relation::addresses)) look(g.target);
}

} // namespace northline
