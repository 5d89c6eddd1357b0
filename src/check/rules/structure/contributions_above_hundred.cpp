#include "check/reading.hpp"
#include "check/sums.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"work", "the support of other goals"};
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
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
