#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"goals below", "metrics", "audiences", "weight", "priority"};
constexpr std::string_view footprint[] = {
    "status",         "<refines.status", "<refines.weight", ">measured_by.status", ">measured_by.weight",
    ">serves.status", ">serves.priority"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange parts = v.in(goal, Relation::refines), metrics = v.out(goal, Relation::measured_by),
                  served = v.out(goal, Relation::serves);
  const auto many = [](const EdgeRange& r) { return r.size() > 1; };
  if ((!many(parts) && !many(metrics) && !many(served)) || !open(v, goal)) return;
  const auto look = [&](const EdgeRange& range, auto field, bool in, std::string_view what,
                        std::string_view word) {
    if (!many(range)) return;
    bool given = false, missing = false;
    for (const Edge& e : range) (known(v.get(field, e)) ? given : missing) = true;
    if (!given || !missing) return;
    double all = 0, none = 0;
    for (const Edge& e : range) {
      const Element other = in ? e.source : e.target;
      if (!in_force(v, other)) continue;
      ++all;
      if (!known(v.get(field, e))) ++none;
    }
    if (none != 0 && none != all)
      run.report(goal)
          .text("what", what)
          .text("word", word)
          .number("count", none)
          .number("all", all)
          .key("what");
  };
  look(parts, edge_field::refines::weight, true, "goals below", "weight");
  look(metrics, edge_field::measured_by::weight, false, "metrics", "weight");
  look(served, edge_field::serves::priority, false, "audiences", "priority");
}

} // namespace

extern const Rule weights_half_given = {
    .code = "NL033",
    .name = "weights-half-given",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Do either all siblings have a weight or none?",
    .message = "Some of the {what} of {focus} have a {word} and {count} of {all} have none.",
    .advice = "Give every one of them a number, or take all the numbers out: then they count "
              "alike.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .phrases = phrases,
};

} // namespace northline::rules
