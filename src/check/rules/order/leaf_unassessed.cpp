#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "is", "are", "it", "they", "culture", "leadership", "governance", "technology",
};
constexpr std::string_view footprint[] = {"practices", "all capability.status", "all capability.area",
                                          "all capability.maturity"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool any = v.get(field::strategy::practices, v.as<Kind::strategy>(strategy)).has(choice::practice::clover);
  std::uint32_t seen = 0;
  v.each_of<Kind::capability>([&](ElementOf<Kind::capability> c) {
    if (!in_force(v, c)) return;
    any = true;
    if (known(v.get(field::capability::maturity, c)))
      seen |= 1U << static_cast<unsigned>(v.get(field::capability::area, c));
  });
  if (!any || (seen & 1U) != 0) return; // a capability that does not say its area may be the one
  std::vector<std::string_view> missing;
  constexpr std::pair<choice::area, std::string_view> areas[] = {{choice::area::culture, "culture"},
                                                                 {choice::area::leadership, "leadership"},
                                                                 {choice::area::governance, "governance"},
                                                                 {choice::area::technology, "technology"}};
  for (const auto& [area, name] : areas)
    if ((seen >> static_cast<unsigned>(area) & 1U) == 0) missing.push_back(name);
  if (missing.empty()) return;
  std::string leaves;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    leaves += i == 0 ? "" : i + 1 == missing.size() ? " and " : ", ";
    leaves += missing[i];
  }
  run.report(strategy)
      .text("leaves", leaves)
      .text("are", missing.size() == 1 ? "is" : "are")
      .text("they", missing.size() == 1 ? "it" : "they");
}

} // namespace

extern const Rule leaf_unassessed = {
    .code = "NL810",
    .name = "leaf-unassessed",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was every leaf of the clover looked at?",
    .message = "Nobody has said how far {leaves} {are}, so nobody knows whether {they} can carry the "
               "plan.",
    .advice = "Record a capability of each area, with its maturity and the maturity that the plan "
              "needs.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
