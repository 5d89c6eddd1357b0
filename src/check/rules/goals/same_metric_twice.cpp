#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"form",
                                          "status",
                                          "<refines.status",
                                          "<refines.form",
                                          "<refines>measured_by.status",
                                          "<supports.status",
                                          "<supports.form",
                                          "<supports>measured_by.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::form, v.as<Kind::goal>(goal)) != choice::goal_form::objective || !open(v, goal))
    return;
  struct Use {
    Element metric, result;
    Date due;
  };
  std::vector<Element> results;
  const auto add = [&](Element e) {
    if (v.is(e, Kind::goal) &&
        v.get(field::goal::form, v.as<Kind::goal>(e)) == choice::goal_form::key_result && open(v, e))
      results.push_back(e);
  };
  for (const Edge& e : v.in(goal, Relation::refines)) add(e.source);
  for (const Edge& e : v.in(goal, Relation::supports)) add(e.source);
  std::sort(results.begin(), results.end());
  results.erase(std::unique(results.begin(), results.end()), results.end());
  if (results.size() < 2) return;
  std::vector<Use> uses;
  for (const Element r : results)
    for (const Edge& m : v.out(r, Relation::measured_by))
      if (in_force(v, m.target)) uses.push_back({m.target, r, v.get(edge_field::measured_by::due, m)});
  std::sort(uses.begin(), uses.end(), [&v](const Use& a, const Use& b) {
    return a.metric != b.metric ? a.metric < b.metric : by_id(v, a.result, b.result);
  });
  for (std::size_t i = 1; i < uses.size(); ++i) {
    const Use &a = uses[i - 1], &b = uses[i];
    if (a.metric != b.metric || a.due != b.due) continue; // two steps of one metric are two results
    if (i > 1 && uses[i - 2].metric == a.metric && uses[i - 2].due == a.due) continue; // said already
    run.report(goal).element("first", a.result).element("second", b.result).element("metric", a.metric);
  }
}

} // namespace

extern const Rule same_metric_twice = {
    .code = "NL233",
    .name = "same-metric-twice",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does every key result of an objective count something else?",
    .message = "{first} and {second}, key results of {focus}, are both measured by {metric}.",
    .advice = "Let each of them count something of its own, or make them one.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::okr,
};

} // namespace northline::rules
