#include "check/mending.hpp"
#include "check/periods.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"days", 28, "programs that last fewer days are left alone"},
};
constexpr std::string_view phrases[] = {
    "between its start on {a} and its end on {b}",
    "after its start on {a}, and it runs without an end",
    "Look at it in the middle of its time, on {a}.",
    "Let {owner} look at it every month.",
    "Let {owner} look at it every quarter.",
};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "end",
                                          "duration",
                                          "continuous",
                                          ">reviewed_by",
                                          ">part_of>reviewed_by",
                                          ">contributes_to>reviewed_by",
                                          ">measured_by>reviewed_by",
                                          ">measured_by.cadence"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  const Date start = v.get(field::program::start, p);
  if (!start.known() || !committed(v, program)) return;
  Date end;
  if (v.get(field::program::continuous, p) != Maybe::yes) {
    end = v.get(field::program::end, p);
    const Quantity duration = v.get(field::program::duration, p);
    if (duration.known())
      end = start + static_cast<std::int32_t>(std::min(std::ceil(duration.point()), 1e6)) + -1;
    if (!end.known() || end - start + 1 < run.parameter(0)) return;
  }
  bool looked_at = false;
  const auto ask = [&](Element e) {
    for (const Edge& r : v.out(e, Relation::reviewed_by)) {
      const Date day = v.get(edge_field::reviewed_by::date, r);
      // A reviewer without a day may look at any time.
      looked_at = looked_at || !day.known() || v.get(edge_field::reviewed_by::cadence, r).known() ||
                  (!(day < start) && !(end.known() && end < day));
    }
  };
  ask(program);
  for (const Edge& e : v.out(program, Relation::part_of)) ask(e.target);
  for (const Edge& e : v.out(program, Relation::contributes_to)) ask(e.target);
  for (const Edge& e : v.out(program, Relation::measured_by)) {
    ask(e.target);
    looked_at = looked_at || v.get(field::metric::cadence, v.as<Kind::metric>(e.target)).known();
  }
  if (looked_at) return;
  auto report = run.report(program);
  report.date("start", start)
      .text("when", end.known()
                        ? "between its start on " + to_string(start) + " and its end on " + to_string(end)
                        : "after its start on " + to_string(start) + ", and it runs without an end")
      .at("start");
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// A review that is planned for after the end moves to the middle; else whoever answers for it looks at it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Date start = r.date("start"), end = last_day(v, r.focus);
  f.safety = Safety::display;
  const EdgeRange reviews = v.out(r.focus, Relation::reviewed_by);
  if (reviews.size() == 1 && end.known()) {
    const Edge review = *reviews.begin();
    const Date day = v.get(edge_field::reviewed_by::date, review), middle = start + (end - start) / 2;
    const Date today = r.as_of();
    if (end < day && !(today.known() && (day < today || middle < today))) {
      f.title = "Look at it in the middle of its time, on " + to_string(middle) + ".";
      f.patch = set_detail(v, review, "date", quoted(middle));
      return !f.patch.empty();
    }
  }
  const Element owner = answerable(v, r.focus, true);
  if (owner == no_element || has_target(v, r.focus, Relation::reviewed_by, owner)) return false;
  const bool brief = end.known() && end - start < 180;
  if (brief)
    f.title = "Let {owner} look at it every month.";
  else
    f.title = "Let {owner} look at it every quarter.";
  f.values = {{"owner", r.describe(owner)}};
  f.patch = add_relation_with(v, r.focus, Relation::reviewed_by, owner, "cadence",
                              quoted(brief ? "monthly" : "quarterly"));
  return !f.patch.empty();
}

} // namespace

extern const Rule no_review_inside = {
    .code = "NL905",
    .name = "no-review-inside",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Is the program looked at while it can still be changed?",
    .message = "Nobody looks at {focus} {when}.",
    .advice = "Plan a day on which somebody looks at it, and write it under \"reviewed_by\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::five_steps | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
