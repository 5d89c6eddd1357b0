#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}, too.",
};
constexpr std::string_view footprint[] = {"status",
                                          ">measured_by.status",
                                          ">measured_by.life",
                                          ">measured_by>replaced_by.status",
                                          ">measured_by.type",
                                          "<refines.status",
                                          "<refines>measured_by.*",
                                          "<refines>measured_by>replaced_by.status",
                                          ">delivers.status",
                                          ">delivers>measured_by.*",
                                          ">delivers>measured_by>replaced_by.status"};

/// Whether one of the metrics shows a result, or may do so because nobody wrote its type.
bool may_show_result(const View& v, Element measured) {
  for (const Edge& e : v.out(measured, Relation::measured_by)) {
    const auto type = v.get(field::metric::type, v.as<Kind::metric>(e.target));
    if ((type == choice::metric_type::absent || shows_result(type)) && live(v, e.target)) return true;
  }
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal)) return;
  std::vector<Element> counted;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    const auto type = v.get(field::metric::type, v.as<Kind::metric>(e.target));
    if (!live(v, e.target)) continue;
    if (type == choice::metric_type::absent || shows_result(type)) return;
    counted.push_back(e.target);
  }
  if (counted.empty()) return; // that nothing is measured at all is another question
  for (const Edge& e : v.in(goal, Relation::refines))
    if (in_force(v, e.source) && may_show_result(v, e.source)) return;
  for (const Edge& e : v.out(goal, Relation::delivers))
    if (in_force(v, e.target) && may_show_result(v, e.target)) return;
  auto report = run.report(goal);
  relate(report, v, std::move(counted));
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element metric = only_open(v, Kind::metric, [&v](Element e) {
    const ElementOf<Kind::metric> m{e};
    return shows_result(v.get(field::metric::type, m)) && spare_metric(v, m);
  });
  if (metric == no_element || apart(v, r.focus, metric)) return false;
  return offer(r, f, "Measure it by {metric}, too.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule no_outcome_metric = {
    .code = "NL607",
    .name = "no-outcome-metric",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does a metric of the goal show a result, and not only work?",
    .message = "{focus} is measured by what is done or put out alone; nothing shows what it leads to.",
    .advice = "Add a metric of type outcome or impact: what people know, think or do because of it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::five_steps | Pack::channels_later | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
