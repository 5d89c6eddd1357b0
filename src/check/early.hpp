#pragma once
// How checks of order tell of everything that came before its ground: in one finding.
#include "check/reading.hpp"

#include <algorithm>

namespace northline {

/// Something taken on a day before the day of what it rests on.
struct Early {
  Element element;
  Date day, ground;
};

/// One finding about all of them, with {first}, {day}, {ground} and {count}: the first by id stands for the
/// rest.
inline void tell_early(RuleRun& run, Element focus, const std::vector<Early>& early) {
  if (early.empty()) return;
  const View& v = run.view;
  const auto first = std::min_element(early.begin(), early.end(), [&v](const Early& a, const Early& b) {
    return by_id(v, a.element, b.element);
  });
  auto report = run.report(focus);
  report.element("first", first->element)
      .date("day", first->day)
      .date("ground", first->ground)
      .number("count", static_cast<double>(early.size()));
  std::vector<Element> others;
  for (const Early& e : early)
    if (e.element != first->element) others.push_back(e.element);
  relate(report, v, std::move(others));
}
/// Chooses between the message and its variants "two" and "more".
inline std::string render_early(const Rendering& r) {
  const double count = r.number("count");
  return r.say(count > 2 ? "more" : count == 2 ? "two" : "");
}

} // namespace northline
