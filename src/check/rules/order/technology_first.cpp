#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"ahead", 0, "by how much of the five steps technology may be ahead of the lowest of the others"},
};
constexpr std::string_view footprint[] = {"all capability.status", "all capability.area",
                                          "all capability.maturity"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  Element lowest = no_element;
  double least = unknown_number;
  std::vector<std::pair<double, Element>> technology;
  v.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
    const double maturity = v.get(field::capability::maturity, c);
    if (!known(maturity) || !in_force(v, c)) return;
    const choice::area area = v.get(field::capability::area, c);
    if (area == choice::area::technology) {
      technology.emplace_back(maturity, c);
    } else if (area != choice::area::absent &&
               (!(maturity >= least) || (maturity == least && by_id(v, c, lowest)))) {
      least = maturity;
      lowest = c;
    }
  });
  if (lowest == no_element) return;
  Element shown = no_element;
  double most = 0;
  std::vector<Element> ahead;
  for (const auto& [maturity, c] : technology) {
    if (!(maturity > least + run.parameter(0))) continue;
    ahead.push_back(c);
    if (shown == no_element || maturity > most || (maturity == most && by_id(v, c, shown))) {
      most = maturity;
      shown = c;
    }
  }
  if (shown == no_element) return;
  constexpr std::string_view names[] = {"", "culture", "leadership", "governance", "technology"};
  auto report = run.report(shown);
  report.number("technology", most)
      .element("lowest", lowest)
      .number("maturity", least)
      .text("area",
            names[static_cast<unsigned>(v.get(field::capability::area, v.as<Kind::capability>(lowest)))])
      .at("maturity");
  ahead.erase(std::find(ahead.begin(), ahead.end(), shown));
  relate(report, v, ahead);
}

} // namespace

extern const Rule technology_first = {
    .code = "NL805",
    .name = "technology-first",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does technology wait for culture, leadership and governance?",
    .message = "{focus} is at {technology} of 5 while {lowest} is at {maturity}: technology is ahead "
               "of the {area} that has to carry it.",
    .advice = "Put the next effort into what is behind, and hold back further tools until it has "
              "caught up.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::clover,
};

} // namespace northline::rules
