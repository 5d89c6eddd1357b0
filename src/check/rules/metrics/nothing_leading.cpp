#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that {early} moves {result}.",
};
constexpr std::string_view footprint[] = {"status",
                                          ">measured_by.*",
                                          ">measured_by>replaced_by.status",
                                          ">measured_by<drives.*",
                                          ">measured_by<drives>replaced_by.status",
                                          "<refines.status",
                                          "<refines>measured_by.*",
                                          "<supports.status",
                                          "<supports>measured_by.*",
                                          "<contributes_to.status",
                                          "<contributes_to>measured_by.*",
                                          "<contributes_to>part_of>measured_by.*",
                                          "<contributes_to>part_of.status"};

/// Whether one of the metrics leads, or may do so because nobody wrote its type.
bool may_lead(const View& v, Element measured) {
  for (const Edge& e : v.out(measured, Relation::measured_by)) {
    const auto type = v.get(field::metric::type, v.as<Kind::metric>(e.target));
    if ((type == choice::metric_type::absent || leads(type)) && in_force(v, e.target)) return true;
  }
  return false;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (!open(v, goal) || may_lead(v, goal)) return;
  std::vector<Element> results;
  for (const Edge& e : v.out(goal, Relation::measured_by))
    if (live(v, e.target)) results.push_back(e.target);
  if (results.empty()) return;
  for (const Element result : results)
    for (const Edge& e : v.in(result, Relation::drives)) {
      const auto type = v.get(field::metric::type, v.as<Kind::metric>(e.source));
      if ((type == choice::metric_type::absent || leads(type)) && live(v, e.source)) return;
    }
  for (const Edge& e : v.in(goal, Relation::contributes_to)) {
    if (!in_force(v, e.source)) continue;
    if (v.is(e.source, Kind::program) && may_lead(v, e.source)) return;
    if (v.is(e.source, Kind::activity))
      for (const Edge& home : v.out(e.source, Relation::part_of))
        if (in_force(v, home.target) && may_lead(v, home.target)) return;
  }
  for (const Relation below : {Relation::refines, Relation::supports})
    for (const Edge& e : v.in(goal, below))
      if (in_force(v, e.source) && may_lead(v, e.source)) return;
  auto report = run.report(goal);
  relate(report, v, std::move(results));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne results;
  for (const Edge& e : v.out(r.focus, Relation::measured_by))
    if (live(v, e.target)) results.add(e.target);
  const Element result = results.get();
  const Element early = only_open(v, Kind::metric, [&v](Element m) {
    return leads(v.get(field::metric::type, v.as<Kind::metric>(m))) && spare_metric(v, m);
  });
  if (result == no_element || early == no_element || apart(v, r.focus, early)) return false;
  f.title = "Say that {early} moves {result}.";
  f.values = {{"early", r.describe(early)}, {"result", r.describe(result)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, early, Relation::drives, result);
  return true;
}

} // namespace

extern const Rule nothing_leading = {
    .code = "NL608",
    .name = "nothing-leading",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Is there a metric that moves before the result does?",
    .message = "{focus} is measured by its result alone; by the time it moves, nothing can be done about it.",
    .advice =
        "Add a metric of the work itself or of what comes before the result, and say what it \"drives\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
