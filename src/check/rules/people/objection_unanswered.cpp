#include "check/mending.hpp"
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

// A feeling of theirs that is on record and waits for an answer, and the one program that can give it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element insight = no_element;
  for (const Edge& e : v.in(r.focus, Relation::felt_by))
    if (in_force(v, e.source) && (insight == no_element || by_id(v, e.source, insight))) insight = e.source;
  Element program =
      v.is(r.element("thing"), Kind::program)
          ? r.element("thing")
          : only_open(v, Kind::program, [&v](Element e) {
              return v.get(field::program::type, v.as<Kind::program>(e)) == choice::program_type::education;
            });
  if (program == no_element) program = only_open(v, Kind::program);
  if (program == no_element) return false;
  f.safety = Safety::display;
  if (insight == no_element) {
    f.title = "Let {program} be for them as well.";
    f.values = {{"program", r.describe(program)}};
    f.patch = add_relation(v, program, Relation::serves, r.focus);
  } else {
    f.title = "Let {program} answer {insight}.";
    f.values = {{"program", r.describe(program)}, {"insight", r.describe(insight)}};
    f.patch = add_relation(v, program, Relation::addresses, insight);
  }
  return true;
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
