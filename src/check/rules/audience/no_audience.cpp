#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all goal.status", "all goal.type", "all audience.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool named = false, asked = false;
  v.each(Kind::audience, [&](Element e) { named = named || in_force(v, e); });
  if (named) return;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> g) {
    if (asked || !open(v, g)) return;
    const auto type = v.get(field::goal::type, g);
    asked = type != choice::goal_type::process && type != choice::goal_type::values;
  });
  if (asked) run.report(strategy);
}

} // namespace

extern const Rule no_audience = {
    .code = "NL301",
    .name = "no-audience",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does the strategy say whom it is for?",
    .message = "The strategy has goals, but names no audience: nobody can say whom it is for.",
    .advice = "Describe the people it is for, as many groups as behave differently, and let "
              "goals serve them.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
