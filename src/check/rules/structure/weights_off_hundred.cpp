#include "check/candidates.hpp"
#include "check/sums.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "goals below",
    "metrics",
    "Scale them to {whole} together.",
};
constexpr std::string_view footprint[] = {"status", "<refines.status", "<refines.weight",
                                          ">measured_by.status", ">measured_by.weight"};
constexpr Parameter parameters[] = {{"near", 20, "how far from 100 a sum may be and still look like a slip"},
                                    {"rounding", 0.5, "how far from 100 a sum may be through rounding"}};

void look(RuleRun& run, Element focus, const Sum& sum, double most, std::string_view what) {
  if (sum.count() < 2) return;
  const double whole = most <= 1 ? 1 : 100, off = std::fabs(sum.value() - whole) / whole * 100;
  if (off > run.parameter(1) && off <= run.parameter(0))
    run.report(focus).text("what", what).number("sum", sum.value()).number("whole", whole).key("what");
}

void decide(RuleRun& run, Element focus) {
  const View& v = run.view;
  const EdgeRange parts = v.in(focus, Relation::refines), metrics = v.out(focus, Relation::measured_by);
  if (parts.empty() && metrics.empty()) return;
  if (!open(v, focus)) return;
  {
    Sum sum;
    double most = 0;
    bool all = true;
    for (const Edge& e : parts) {
      if (!in_force(v, e.source)) continue;
      const double w = v.get(edge_field::refines::weight, e);
      all = all && known(w);
      if (!all) break;
      sum.add(w);
      most = std::fmax(most, w);
    }
    if (all) look(run, focus, sum, most, "goals below");
  }
  Sum sum;
  double most = 0;
  for (const Edge& e : metrics) {
    if (!in_force(v, e.target)) continue;
    const double w = v.get(edge_field::measured_by::weight, e);
    if (!known(w)) return;
    sum.add(w);
    most = std::fmax(most, w);
  }
  look(run, focus, sum, most, "metrics");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const double whole = r.number("whole"), sum = r.number("sum");
  std::vector<std::string> patches;
  const auto scale = [&](const EdgeRange& range, auto field, bool in) {
    for (const Edge& e : range) {
      const double w = v.get(field, e);
      if (!in_force(v, in ? e.source : e.target) || !known(w)) continue;
      patches.push_back(
          set_detail(v, e, "weight", number_text(to_places(w / sum * whole, whole == 1 ? 4 : 2))));
    }
  };
  if (r.text("what") == "metrics")
    scale(v.out(r.focus, Relation::measured_by), edge_field::measured_by::weight, false);
  else
    scale(v.in(r.focus, Relation::refines), edge_field::refines::weight, true);
  for (const std::string& p : patches)
    if (p.empty()) return false;
  f.title = "Scale them to {whole} together.";
  f.safety = Safety::unsafe;
  f.patch = joined(patches);
  return true;
}

} // namespace

extern const Rule weights_off_hundred = {
    .code = "NL011",
    .name = "weights-off-hundred",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Do weights that look like percentages sum to 100?",
    .message = "The weights of the {what} of {focus} sum to {sum}, not to {whole}.",
    .advice = "Correct the weights, or write them as plain ratios such as 3 to 2 to 1.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
