#include "check/measuring.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"grace", 0.5, "share of the rhythm by which a review may be late"},
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          "cadence",
                                          "<measured_by.start",
                                          ">replaced_by.status",
                                          "<measured_by.status",
                                          ">reviewed_by.status",
                                          ">reviewed_by.date",
                                          ">reviewed_by.cadence"};

struct Look {
  Element by;
  Date last;
  double days; ///< between two looks
};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange reviews = v.out(e, Relation::reviewed_by);
  if (!run.as_of.known() || reviews.empty()) return;
  if (e != root_element && !open(v, e)) return;
  double own = unknown_number;
  if (v.is(e, Kind::metric)) {
    if (!live(v, e) || judged_now(v, e, run.as_of) == no_element) return;
    own = days_between(v.get(field::metric::cadence, v.as<Kind::metric>(e)));
  }
  std::vector<Look> looks;
  for (const Edge& r : reviews) {
    if (!in_force(v, r.target)) continue;
    const double stated = days_between(v.get(edge_field::reviewed_by::cadence, r));
    const Date day = v.get(edge_field::reviewed_by::date, r);
    looks.push_back({r.target, day.known() && day <= run.as_of ? day : Date{}, known(stated) ? stated : own});
  }
  std::sort(looks.begin(), looks.end(), [](const Look& a, const Look& b) { return a.by < b.by; });
  Look worst{no_element, {}, 0};
  double most = 0;
  for (std::size_t i = 0; i < looks.size();) {
    Look one = looks[i]; // of one reviewer: the last look and the shortest rhythm
    for (++i; i < looks.size() && looks[i].by == one.by; ++i) {
      if (looks[i].last.known() && !(looks[i].last < one.last)) one.last = looks[i].last;
      if (!(looks[i].days >= one.days)) one.days = looks[i].days;
    }
    if (!one.last.known() || !known(one.days)) continue;
    const double late = static_cast<double>(run.as_of - one.last) - one.days * (1 + run.parameter(0));
    if (!(late > 0)) continue;
    if (late > most || (late == most && by_id(v, one.by, worst.by))) {
      most = late;
      worst = one;
    }
  }
  if (worst.by == no_element) return;
  run.report(e)
      .element("reviewer", worst.by)
      .date("last", worst.last)
      .date("due", worst.last + static_cast<std::int32_t>(std::min(std::ceil(worst.days), 1e6)))
      .at("reviewed_by");
}

} // namespace

extern const Rule review_overdue = {
    .code = "NL612",
    .name = "review-overdue",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric, Kind::goal, Kind::program, Kind::strategy),
    .question = "Do the reviews that were agreed happen?",
    .message = "{focus} was last looked at by {reviewer} on {last}; the next review was due by {due}.",
    .advice = "Hold the review and write its day, or agree a rhythm that is kept.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape | Pack::five_steps | Pack::measurement,
};

} // namespace northline::rules
