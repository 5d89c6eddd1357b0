#pragma once
// Which resources, benefits and risks a simulation adds up.
#include "facts/rows.hpp"

namespace northline {

/// Calls f(resource) for every budget, or else for everybody who works, whose capacity is written.
template <class F> void each_capacity(const View& v, const Presence& present, bool money, F&& f) {
  v.each_of<Kind::resource>([&](ElementOf<Kind::resource> e) {
    const auto type = v.get(field::resource::type, e);
    const bool works = type == choice::resource_type::person || type == choice::resource_type::team ||
                       type == choice::resource_type::agency;
    if ((money ? type == choice::resource_type::budget : works) && present(e) &&
        v.get(field::resource::capacity, e).known())
      f(e);
  });
}
/// Calls f(benefit) for every one whose value is written.
template <class F> void each_benefit(const View& v, const Presence& present, F&& f) {
  v.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> e) {
    if (present(e) && v.get(field::benefit::value, e).known()) f(e);
  });
}
/// Calls f(risk) for every one whose impact is written.
template <class F> void each_risk(const View& v, const Presence& present, F&& f) {
  v.each_of<Kind::risk>([&](ElementOf<Kind::risk> e) {
    if (present(e) && v.get(field::risk::impact, e).known()) f(e);
  });
}

} // namespace northline
