#pragma once
// What several checks ask about channels.
#include "check/reading.hpp"

#include <algorithm>

namespace northline {

/// Open, and active, planned or of unknown state: people can still be met there. Reads status, state.
inline bool live_channel(const View& v, Element channel) { return open(v, channel) && usable(v, channel); }

/// A share or degree that is not written as nothing: where nobody has measured it there may be some.
inline bool some(const Quantity& share) { return !(share.known() && share.point() <= 0); }

/// Work under way or planned that uses the channel; metrics that only look at it do no work there.
/// Reads <uses.status.
inline std::vector<Element> users_of(const View& v, Element channel) {
  std::vector<Element> users;
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && committed(v, e.source)) users.push_back(e.source);
  return users;
}
/// Whether there is any such work.
inline bool in_use(const View& v, Element channel) {
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && committed(v, e.source)) return true;
  return false;
}
/// Gives {work}, the first of the users by id, and the others as evidence. Precondition: there are some.
inline void show_users(Report& report, const View& v, std::vector<Element> users) {
  const auto first =
      std::min_element(users.begin(), users.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  report.element("work", *first);
  users.erase(first);
  relate(report, v, std::move(users));
}

} // namespace northline
