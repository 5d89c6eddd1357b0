#include "check/candidates.hpp"
#include "check/weighing.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {{"ratio", 0.1, "greatest consistency ratio that passes"}};
constexpr std::string_view phrases[] = {
    "given",
    "Take this judgement out.",
};
constexpr std::string_view footprint[] = {"fact comparisons"};

void decide(RuleRun& run, Element strategy) {
  std::optional<Comparisons> judged;
  try {
    judged = dimension_comparisons(run.facts.view());
  } catch (const Error&) {
    return; // scoring refuses them with their place
  }
  if (!judged) return;
  const Weights w = weigh(*judged);
  if (!(w.ratio > run.parameter(0)) || !w.least) return;
  // Said with the greater first, as people would.
  const bool turn = w.least->ratio < 1;
  Report r = run.report(strategy);
  r.number("ratio", w.ratio)
      .number("limit", run.parameter(0))
      .text("table", judged->table ? judged->table->name : "given")
      .text("first", judged->items[turn ? w.least->b : w.least->a])
      .text("second", judged->items[turn ? w.least->a : w.least->b])
      .number("judged", turn ? 1 / w.least->ratio : w.least->ratio)
      .number("others", turn ? 1 / w.least_says : w.least_says);
  // An edited strategy has its members in another text, where nothing is to be pointed at.
  if (!run.facts.view().overlay()) r.at_offset(static_cast<std::uint32_t>(w.least->at));
}

bool fix(const Rendering& r, Fix& f) {
  // Only where the others alone hang together and pass.
  std::optional<Comparisons> judged;
  try {
    judged = dimension_comparisons(r.view);
    if (!judged || r.view.overlay()) return false;
    auto& all = judged->judgements;
    const auto at =
        std::find_if(all.begin(), all.end(), [&r](const Judgement& j) { return j.at == r.offset(); });
    if (at == all.end()) return false;
    all.erase(at);
    if (weigh(*judged).ratio > r.number("limit")) return false;
  } catch (const Error&) {
    return false; // without it they do not hang together
  }
  f.title = "Take this judgement out.";
  f.safety = Safety::display;
  f.patch = patch::remove(pointed_at(r));
  return true;
}

} // namespace

extern const Rule judgements_contradict = {
    .code = "NL034",
    .name = "judgements-contradict",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do the judgements agree on which dimension of the score matters more?",
    .message =
        "The comparisons of the dimensions contradict each other: their consistency ratio is "
        "{ratio:close} (random index {table}), above {limit}. Least of all fits {first} over {second}: "
        "judged {judged:close}, while all judgements together say {others:close}.",
    .advice =
        "Talk that judgement over once more, or take it out: what is missing is filled in from the others.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
