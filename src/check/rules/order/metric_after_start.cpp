#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"start",
                                          "status",
                                          ">measured_by.status",
                                          ">measured_by.decided",
                                          ">measured_by.created",
                                          ">measured_by.baseline",
                                          ">measured_by>approved_by",
                                          ">contributes_to.status",
                                          ">contributes_to>measured_by.status",
                                          ">contributes_to>measured_by.decided",
                                          ">contributes_to>measured_by.created",
                                          ">contributes_to>measured_by.baseline",
                                          ">contributes_to>measured_by>approved_by"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const Date start = v.get(field::program::start, v.as<Kind::program>(program));
  if (!start.known() || !committed(v, program)) return;
  Element first = no_element;
  Date day;
  bool in_time = false;
  const auto look = [&](Element owner) {
    for (const Edge& e : v.out(owner, Relation::measured_by)) {
      if (in_time || !in_force(v, e.target)) continue;
      Date d = decided_on(v, e.target);
      in_time = !d.known() || !(start < d); // an unknown day may have been in time
      if (in_time) return;
      const Date base = start_of(v.get(field::metric::baseline, v.as<Kind::metric>(e.target))).first;
      if (base.known() && base < d) d = base; // it was being measured then
      in_time = !(start < d);
      if (in_time || (day.known() && (day < d || (day == d && !by_id(v, e.target, first))))) continue;
      day = d;
      first = e.target;
    }
  };
  look(program);
  for (const Edge& e : v.out(program, Relation::contributes_to))
    if (!in_time && in_force(v, e.target)) look(e.target);
  if (in_time || first == no_element) return; // without any metric NL632 speaks
  run.report(program).date("start", start).element("metric", first).date("day", day).at("start");
}

} // namespace

extern const Rule metric_after_start = {
    .code = "NL806",
    .name = "metric-after-start",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Was it known how success is measured when the program began?",
    .message = "{focus} began on {start}, and the first of its metrics, {metric}, was defined on "
               "{day}.",
    .advice = "Record where the metric stood when the program began; if nobody knows, say so beside "
              "the result.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::five_steps | Pack::smacad,
};

} // namespace northline::rules
