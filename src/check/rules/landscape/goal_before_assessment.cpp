#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "level",
                                          "from",
                                          "decided",
                                          "created",
                                          ">approved_by",
                                          "fact goal_graph",
                                          ">based_on.status",
                                          ">based_on.date",
                                          ">based_on>found_in.status",
                                          ">based_on>found_in.date",
                                          ">addresses.status",
                                          ">addresses>found_in.status",
                                          ">addresses>found_in.date"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const ElementOf<Kind::goal> goal{e};
  Element first = no_element;
  Date made;
  bool known_days = true;
  each_ground(v, e, [&](ElementOf<Kind::assessment> a) {
    const Date day = v.get(field::assessment::date, a);
    known_days = known_days && day.known();
    if (first != no_element && !(day < made || (day == made && v.id(a) < v.id(first)))) return;
    first = a;
    made = day;
  });
  if (first == no_element || !known_days || !open(v, e)) return;
  const Date decided = decided_on(v, e);
  if (!decided.known() || !(decided < made) || given_goal(v, run.facts.goals(), goal)) return;
  run.report(e).date("decided", decided).element("ground", first).date("made", made).at("decided");
}

} // namespace

extern const Rule goal_before_assessment = {
    .code = "NL108",
    .name = "goal-before-assessment",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Was the goal decided after the assessment it rests on?",
    .message = "{focus} was decided on {decided}, before {ground} of {made}, the first of the "
               "assessments it rests on.",
    .advice = "Look at the goal again in the light of what was found, and write the new day "
              "under \"decided\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
};

} // namespace northline::rules
