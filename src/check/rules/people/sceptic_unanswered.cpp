#include "check/candidates.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"influence", 0.5, "influence from which somebody who is against the plan needs an answer"},
};
constexpr std::string_view phrases[] = {
    "a sceptic",
    "a blocker",
    "Let {program} be for them as well.",
    "Let {program} answer {insight}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "stance",
                                          "influence",
                                          "<serves.status",
                                          "<felt_by.status",
                                          "<felt_by<addresses.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const ElementOf<Kind::stakeholder> s{person};
  const auto stance = v.get(field::stakeholder::stance, s);
  if (stance != choice::stance::sceptic && stance != choice::stance::blocker) return;
  if (!in_force(v, person) || v.get(field::stakeholder::type, s) == choice::stakeholder_type::competitor)
    return;
  const double influence = v.get(field::stakeholder::influence, s);
  if (!(influence >= run.parameter(0)) || answered(v, person)) return;
  run.report(person)
      .text("stance", stance == choice::stance::sceptic ? "a sceptic" : "a blocker")
      .number("influence", influence);
}

bool fix(const Rendering& r, Fix& f) { return offer_answer(r, f); }

} // namespace

extern const Rule sceptic_unanswered = {
    .code = "NL702",
    .name = "sceptic-unanswered",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::stakeholder),
    .question = "Is something planned for everybody of weight who is against the plan?",
    .message =
        "{focus} is {stance} with an influence of {influence} of 1, and no open program is for them or "
        "answers what they feel.",
    .advice =
        "Find out what they object to, record it as an insight felt by them, and let a program answer it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
