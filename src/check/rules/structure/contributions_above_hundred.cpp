#include "check/candidates.hpp"
#include "check/sums.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "work",
    "the support of other goals",
    "Scale them down to {a} together.",
};
constexpr std::string_view footprint[] = {"status", "<contributes_to.status", "<contributes_to.contribution",
                                          "<supports.status", "<supports.contribution"};
constexpr Parameter parameters[] = {{"most", 100, "the most that contributions to one goal may sum to"}};

template <class Field> void look(RuleRun& run, Element goal, Field contribution, std::string_view what) {
  const View& v = run.view;
  const EdgeRange range = v.in(goal, Field::relation);
  if (range.size() < 2) return;
  Sum sum;
  std::vector<Element> from;
  for (const Edge& e : range) {
    const double sure = v.get(contribution, e).low; // of a range what is certain
    if (!(sure > 0) || !in_force(v, e.source)) continue;
    sum.add(sure);
    from.push_back(e.source);
  }
  if (!(sum.value() > run.parameter(0)) || !open(v, goal)) return;
  auto report = run.report(goal);
  report.text("what", what).number("sum", sum.value()).key("what");
  relate(report, v, std::move(from));
}

void decide(RuleRun& run, Element goal) {
  look(run, goal, edge_field::contributes_to::contribution, "work");
  look(run, goal, edge_field::supports::contribution, "the support of other goals");
}

constexpr std::string_view causes[] = {"NL003"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  std::vector<std::string> patches;
  const auto scale = [&](auto contribution) {
    std::vector<std::pair<Edge, double>> all;
    double sum = 0;
    bool whole = true;
    for (const Edge& e : v.in(r.focus, decltype(contribution)::relation)) {
      const Quantity c = v.get(contribution, e);
      if (!(c.low > 0) || !in_force(v, e.source)) continue;
      if (!c.exact()) return; // of a range nobody can say which end is too great
      all.emplace_back(e, c.low);
      sum += c.low;
      whole = whole && c.low == std::floor(c.low) && c.low * 100 >= sum;
    }
    if (!(sum > 100)) return;
    for (const auto& [e, c] : all) {
      // Rounded down, so that the sum stays below.
      const double share = c / sum * 100, less = whole ? std::floor(share) : std::floor(share * 100) / 100;
      patches.push_back(set_detail(v, e, "contribution", number_text(less)));
      if (patches.back().empty() || !(less > 0)) return patches.clear();
    }
  };
  if (r.text("what") == "work")
    scale(edge_field::contributes_to::contribution);
  else
    scale(edge_field::supports::contribution);
  if (patches.empty()) return false;
  f.title = "Scale them down to 100 together.";
  f.safety = Safety::display;
  f.patch = joined(patches);
  return true;
}

} // namespace

extern const Rule contributions_above_hundred = {
    .code = "NL012",
    .name = "contributions-above-hundred",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Do contributions to one goal stay within 100?",
    .message = "What {what} is said to bring to {focus} sums to {sum} of 100.",
    .advice = "Lower the contributions to what each really brings, or say why the overlap is "
              "meant.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
