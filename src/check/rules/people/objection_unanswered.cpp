#include "check/candidates.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"influence", 0.5, "influence from which an objection needs an answer"},
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
                                          ">takes_stance.status",
                                          "<serves.status",
                                          "<felt_by.status",
                                          "<felt_by<addresses.status"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange stands = v.out(person, Relation::takes_stance);
  if (stands.empty() || !in_force(v, person)) return;
  const ElementOf<Kind::stakeholder> s{person};
  const auto whole = v.get(field::stakeholder::stance, s);
  if (whole == choice::stance::sceptic || whole == choice::stance::blocker) return; // NL702
  const double influence = v.get(field::stakeholder::influence, s);
  if (!(influence >= run.parameter(0)) ||
      v.get(field::stakeholder::type, s) == choice::stakeholder_type::competitor)
    return;
  bool asked = false;
  for (const Edge& t : stands) {
    const auto stance = v.get(edge_field::takes_stance::stance, t);
    if ((stance != choice::stance::sceptic && stance != choice::stance::blocker) || !open(v, t.target))
      continue;
    if (!asked && answered(v, person)) return;
    asked = true;
    run.report(person)
        .text("stance", stance == choice::stance::sceptic ? "a sceptic" : "a blocker")
        .element("thing", t.target)
        .number("influence", influence)
        .at_target(Relation::takes_stance, t.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const Element thing = r.element("thing");
  return offer_answer(r, f, r.view.is(thing, Kind::program) ? thing : no_element);
}

} // namespace

extern const Rule objection_unanswered = {
    .code = "NL728",
    .name = "objection-unanswered",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Is there an answer to objections to a single goal, program, policy or channel?",
    .message = "{focus} is {stance} of {thing} with an influence of {influence} of 1, and no open program is "
               "for them or answers what they feel.",
    .advice = "Record the objection as an insight felt by them and let a program answer it, or change what "
              "they object to.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
