#include "check/people.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} executive or manager",
    "{a} executives and managers",
};
constexpr std::string_view footprint[] = {"all stakeholder.status",   "all stakeholder.type",
                                          "all stakeholder<informed", "all stakeholder<co_created_with",
                                          "all goal.status",          "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::size_t leaders = 0;
  bool told = false;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> person) {
    if (told || !in_force(v, person)) return;
    const auto type = v.get(field::stakeholder::type, person);
    if (type == choice::stakeholder_type::executive || type == choice::stakeholder_type::manager)
      ++leaders;
    else if (!from_outside(type)) // an entry without a type may be an employee
      told = !v.in(person, Relation::informed).empty() || !v.in(person, Relation::co_created_with).empty();
  });
  if (told || leaders == 0) return;
  bool planned = false;
  v.each(Kind::goal, [&](Element e) { planned = planned || committed(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || committed(v, e); });
  if (planned)
    run.report(strategy)
        .text("leaders", counted(leaders, "executive or manager", "executives and managers"))
        .number("people", static_cast<double>(leaders));
}

} // namespace

extern const Rule nobody_told_below = {
    .code = "NL710",
    .name = "nobody-told-below",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does anybody below management know the plan?",
    .message = "The plan names {leaders}, but nobody below management is informed of anything in it.",
    .advice = "Tell the people who will answer customers what is planned and why, and note them under "
              "\"informed\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
