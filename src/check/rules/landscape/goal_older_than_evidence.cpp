#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"fact goal_graph",
                                          "all assessment.status",
                                          "all assessment.subject",
                                          "all assessment.date",
                                          "all goal.status",
                                          "all goal.level",
                                          "all goal.from",
                                          "all goal.decided",
                                          "all goal.created",
                                          "all goal>approved_by",
                                          "all goal>based_on.status",
                                          "all goal>based_on.subject",
                                          "all goal>based_on.date",
                                          "all goal>based_on>found_in.status",
                                          "all goal>based_on>found_in.date",
                                          "all goal>based_on>found_in.subject",
                                          "all goal>addresses.status",
                                          "all goal>addresses>found_in.status",
                                          "all goal>addresses>found_in.date",
                                          "all goal>addresses>found_in.subject"};
constexpr Parameter parameters[] = {
    {"days", 90, "assessments of one subject within so many days belong to one round"}};

struct Newest {
  Element assessment = no_element;
  Date day;
};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  Newest newest[16];
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    const auto subject = v.get(field::assessment::subject, a);
    const Date day = v.get(field::assessment::date, a);
    if (subject == choice::subject::absent || !day.known() || !in_force(v, a) || !made_by(v, a, run.as_of))
      return;
    Newest& n = newest[static_cast<unsigned>(subject) & 15U];
    if (n.assessment == no_element || n.day < day || (n.day == day && v.id(a) < v.id(n.assessment)))
      n = {a, day};
  });
  const auto days = static_cast<std::int32_t>(run.parameter(0));
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    const Date decided = v.get(field::common::decided, goal).known() ? decided_on(v, goal) : Date{};
    if (!decided.known() || !open(v, goal)) return;
    Date first;           // the earliest it rests on: older than that is NL108's question
    Date latest[16] = {}; // by subject
    each_ground(v, goal, [&](ElementOf<Kind::assessment> a) {
      const Date day = v.get(field::assessment::date, a);
      if (!day.known()) return;
      if (!first.known() || day < first) first = day;
      Date& l = latest[static_cast<unsigned>(v.get(field::assessment::subject, a)) & 15U];
      if (!l.known() || l < day) l = day;
    });
    if (!first.known() || decided < first) return;
    Newest found;
    for (unsigned i = 0; i < 16; ++i) {
      const Newest& n = newest[i];
      if (!latest[i].known() || n.assessment == no_element || !(decided < n.day) ||
          !(latest[i] + days < n.day))
        continue;
      if (found.assessment == no_element || found.day < n.day ||
          (found.day == n.day && v.id(n.assessment) < v.id(found.assessment)))
        found = n;
    }
    if (found.assessment == no_element || given_goal(v, run.facts.goals(), goal)) return;
    run.report(goal)
        .date("decided", decided)
        .element("newer", found.assessment)
        .date("made", found.day)
        .at("decided");
  });
}

} // namespace

extern const Rule goal_older_than_evidence = {
    .code = "NL114",
    .name = "goal-older-than-evidence",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was the goal looked at again since its ground was assessed anew?",
    .message = "{focus} was decided on {decided}; since then {newer} of {made} has looked anew "
               "at what it rests on.",
    .advice = "Read what the newer assessment found, confirm or change the goal, and write the "
              "day under \"decided\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
