#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Move it to {day}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          ">depends_on.status",
                                          ">depends_on.start",
                                          ">depends_on.end",
                                          ">depends_on.duration",
                                          ">depends_on.continuous"};

Date start_of_work(const View& v, Element e) {
  return v.is(e, Kind::program) ? v.get(field::program::start, v.as<Kind::program>(e))
                                : v.get(field::activity::start, v.as<Kind::activity>(e));
}
/// The earliest day on which the work can be over; unknown if nobody can say.
Date earliest_end(const View& v, Element e) {
  if (v.is(e, Kind::activity)) return v.get(field::activity::end, v.as<Kind::activity>(e));
  const ElementOf<Kind::program> p{e};
  if (v.get(field::program::continuous, p) == Maybe::yes) return {};
  const Quantity days = v.get(field::program::duration, p);
  const Date start = v.get(field::program::start, p);
  if (!days.known()) return v.get(field::program::end, p);
  return start.known() && days.low < 1e6 ? start + static_cast<std::int32_t>(days.low) : Date{};
}

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const EdgeRange range = v.out(work, Relation::depends_on);
  if (range.empty()) return;
  const Date start = start_of_work(v, work);
  if (!start.known() || !open(v, work)) return;
  for (const Edge& e : range) {
    if (e.target == work || v.is(e.target, Kind::goal) || !open(v, e.target))
      continue; // what is done is over
    const Date end = earliest_end(v, e.target);
    if (!end.known()) continue;
    const double lag = v.get(edge_field::depends_on::lag, e);
    const Date ready = end + static_cast<std::int32_t>(known(lag) ? lag : 0);
    if (start < ready)
      run.report(work)
          .date("start", start)
          .element("before", e.target)
          .date("end", ready)
          .at_target(Relation::depends_on, e.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // As long as before, and after all that it waits for.
  if (v.get(field::common::status, r.focus) == choice::status::active) return false;
  const Date start = start_of_work(v, r.focus);
  Date day = start;
  for (const Edge& e : v.out(r.focus, Relation::depends_on)) {
    if (e.target == r.focus || v.is(e.target, Kind::goal) || !open(v, e.target)) continue;
    const Date over = earliest_end(v, e.target);
    const double lag = v.get(edge_field::depends_on::lag, e);
    if (over.known()) day = std::max(day, over + static_cast<std::int32_t>(known(lag) ? lag : 0));
  }
  // What waits for it in turn must not start too soon after that.
  if (const Date over = earliest_end(v, r.focus); over.known())
    for (const Edge& e : v.in(r.focus, Relation::depends_on)) {
      if (e.source == r.focus || v.is(e.source, Kind::goal) || !open(v, e.source)) continue;
      const Date next = start_of_work(v, e.source);
      const double lag = v.get(edge_field::depends_on::lag, e);
      if (next.known() && next < over + (day - start) + static_cast<std::int32_t>(known(lag) ? lag : 0))
        return false;
    }
  const Date end = v.is(r.focus, Kind::program) ? v.get(field::program::end, v.as<Kind::program>(r.focus))
                                                : v.get(field::activity::end, v.as<Kind::activity>(r.focus));
  f.title = "Move it to {day}.";
  f.values = {{"day", to_string(day)}};
  f.safety = Safety::display;
  f.patch =
      joined({set_member(v, r.focus, "start", quoted(day)),
              end.known() ? set_member(v, r.focus, "end", quoted(end + (day - start))) : std::string()});
  return true;
}

} // namespace

extern const Rule starts_too_soon = {
    .code = "NL808",
    .name = "starts-too-soon",
    .category = Category::order,
    .severity = Severity::error,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Does the work wait for what it depends on?",
    .message = "{focus} starts on {start}, before {before}, on which it depends, can be over ({end}).",
    .advice = "Start later, bring forward what it waits for, or take the dependency out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
