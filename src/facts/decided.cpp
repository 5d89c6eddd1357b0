#include "facts/decided.hpp"

namespace northline {

Date latest_approval(const View& v, Element e) {
  Date latest;
  for (const Edge& a : v.out(e, Relation::approved_by)) {
    const Date d = v.get(edge_field::approved_by::date, a);
    if (d.known() && (!latest.known() || latest < d)) latest = d;
  }
  return latest;
}

Date approved_on(const View& v, ElementOf<Kind::policy> policy) {
  const Date d = v.get(field::policy::approved, policy);
  return d.known() ? d : latest_approval(v, policy);
}

Date decided_on(const View& v, Element e) {
  if (const Date d = v.get(field::common::decided, e); d.known()) return d;
  if (const Date d = latest_approval(v, e); d.known()) return d;
  const Kind kind = v.kind(e);
  if (kind == Kind::assessment) {
    if (const Date d = v.get(field::assessment::date, v.as<Kind::assessment>(e)); d.known()) return d;
  } else if (kind == Kind::policy) {
    if (const Date d = v.get(field::policy::approved, v.as<Kind::policy>(e)); d.known()) return d;
  }
  if (const Date d = v.get(field::common::created, e); d.known()) return d;
  if (kind == Kind::program) return v.get(field::program::start, v.as<Kind::program>(e));
  if (kind == Kind::activity) return v.get(field::activity::start, v.as<Kind::activity>(e));
  return {};
}

bool stands(const View& v, Element e) {
  const choice::status s = v.get(field::common::status, e);
  return s != choice::status::dropped && s != choice::status::left && s != choice::status::draft;
}

bool made(const View& v, ElementOf<Kind::assessment> a, Date as_of) {
  return stands(v, a) && happened(v.get(field::assessment::date, a), as_of);
}

bool given_goal(const View& v, const GoalGraph& goals, Element goal) {
  if (v.has(field::common::from, goal)) return true;
  const choice::goal_level level = v.get(field::goal::level, v.as<Kind::goal>(goal));
  if (level != choice::goal_level::corporate && level != choice::goal_level::business_unit) return false;
  return !goals.below(goals.rows().of(goal)).empty();
}

} // namespace northline
