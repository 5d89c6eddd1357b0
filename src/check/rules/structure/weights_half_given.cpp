#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "goals below",
    "metrics",
    "audiences",
    "weight",
    "priority",
    "Give the other one {value}.",
    "Give each of the others {value}.",
};
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

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const std::string what = r.text("what");
  std::vector<Edge> missing;
  double sum = 0, most = 0, given = 0;
  const auto look = [&](const EdgeRange& range, auto field) {
    for (const Edge& e : range) {
      const double w = v.get(field, e);
      if (!known(w)) {
        missing.push_back(e);
        continue;
      }
      sum += w;
      most = std::max(most, w);
      ++given;
    }
  };
  if (what == "goals below")
    look(v.in(r.focus, Relation::refines), edge_field::refines::weight);
  else if (what == "metrics")
    look(v.out(r.focus, Relation::measured_by), edge_field::measured_by::weight);
  else
    look(v.out(r.focus, Relation::serves), edge_field::serves::priority);
  if (missing.empty() || given == 0) return false;
  // What is missing to a whole, if the numbers look like shares of one; else as much as the others on
  // average.
  const bool priority = what == "audiences";
  const double whole = sum < 1 && most < 1 ? 1 : most >= 10 && sum < 100 ? 100 : unknown_number;
  const double each =
      known(whole) && !priority ? (whole - sum) / static_cast<double>(missing.size()) : sum / given;
  const double value = to_figures(each, 3);
  std::vector<std::string> patches;
  for (const Edge& e : missing) {
    patches.push_back(set_detail(v, e, priority ? "priority" : "weight", number_text(value)));
    if (patches.back().empty()) return false;
  }
  f.title = missing.size() == 1 ? "Give the other one {value}." : "Give each of the others {value}.";
  f.values = {{"value", number_text(value)}};
  f.safety = Safety::display;
  f.patch = joined(patches);
  return true;
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
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
