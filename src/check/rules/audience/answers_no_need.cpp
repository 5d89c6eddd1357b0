#include "check/grounds.hpp"
#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it answer {insight}, which these people feel.",
};
constexpr std::string_view footprint[] = {"fact goal_graph",
                                          "fact work_units",
                                          "all goal.status",
                                          "all goal.level",
                                          "all goal.from",
                                          "all goal>addresses.status",
                                          "all goal>addresses>felt_by>part_of",
                                          "all program>addresses.status",
                                          "all program>addresses>felt_by>part_of",
                                          "all goal>serves.status",
                                          "all goal>serves<felt_by.status",
                                          "all goal>serves>part_of"};

/// Calls f(audience) for everybody who feels an insight that the element addresses.
template <class F> void each_answered(const View& v, Element e, F&& f) {
  for (const Edge& a : v.out(e, Relation::addresses)) {
    const Quantity degree = v.get(edge_field::addresses::degree, a);
    if (!in_force(v, a.target) || (degree.known() && degree.point() <= 0)) continue;
    for (const Edge& felt : v.out(a.target, Relation::felt_by)) f(felt.target);
  }
}

// A goal with something below it that answers anything is passed over: what its parts answer is answered.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const GoalGraph& goals = run.facts.goals();
  const WorkUnits& work = run.facts.work();
  std::vector<bool> below(goals.component_count()); ///< something in or below the component answers anything
  std::vector<std::uint8_t> program_answers(work.program_count(), 2);
  const auto answers = [&](std::uint32_t unit) {
    if (unit >= work.program_count()) return false;
    if (program_answers[unit] == 2) {
      program_answers[unit] = 0;
      each_answered(v, work.element(unit), [&](Element) { program_answers[unit] = 1; });
    }
    return program_answers[unit] == 1;
  };
  std::vector<Element> served;
  for (std::uint32_t c = goals.component_count(); c-- > 0;) {
    bool any = false;
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      for (const std::uint32_t b : goals.below(row)) any = any || below[goals.component(b)];
    }
    for (const std::uint32_t row : goals.members(c)) {
      if (goals.component(row) == no_row) continue;
      const ElementOf<Kind::goal> goal{goals.rows().at(row)};
      const bool parts = any || goals.members(c).size() > 1;
      bool own = false;
      each_answered(v, goal, [&](Element) { own = true; });
      if (!own)
        for (const Contribution& u : work.to_goal(row)) own = own || answers(u.other);
      if (own) below[c] = true;
      if (parts || !open(v, goal)) continue;
      served.clear();
      Element audience = no_element; ///< one whose feelings are known
      for (const Edge& s : v.out(goal, Relation::serves)) {
        if (!v.is(s.target, Kind::audience) || !in_force(v, s.target)) continue;
        served.push_back(s.target);
        bool felt = false;
        for (const Edge& f : v.in(s.target, Relation::felt_by)) {
          felt = in_force(v, f.source);
          if (felt) break;
        }
        if (felt && (audience == no_element || v.id(s.target) < v.id(audience))) audience = s.target;
      }
      if (audience == no_element) continue; // NL302 or NL305 speaks
      bool met = false;
      const auto meet = [&](Element who) {
        if (met) return;
        met = std::find(served.begin(), served.end(), who) != served.end();
        if (met || !v.is(who, Kind::audience)) return;
        // What a part or the whole feels is close enough.
        for (const Edge& p : v.out(who, Relation::part_of))
          met = met || std::find(served.begin(), served.end(), p.target) != served.end();
        for (const Element s : served)
          for (const Edge& p : v.out(s, Relation::part_of)) met = met || p.target == who;
      };
      if (own) {
        each_answered(v, goal, meet);
        for (const Contribution& u : work.to_goal(row))
          if (!met && answers(u.other)) each_answered(v, work.element(u.other), meet);
      }
      if (!met && !given_goal(v, goals, goal)) run.report(goal).element("audience", audience);
    }
    if (any) below[c] = true;
  }
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// What they feel most, of what can be answered.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element best = no_element;
  double most = 0;
  for (const Edge& e : v.in(r.element("audience"), Relation::felt_by)) {
    const ElementOf<Kind::insight> insight{e.source};
    using T = choice::insight_type;
    const T type = v.get(field::insight::type, insight);
    if ((type != T::need && type != T::frustration && type != T::excitement) || !in_force(v, insight) ||
        has_target(v, r.focus, Relation::addresses, insight))
      continue;
    const double intensity = v.get(field::insight::intensity, insight);
    const double x = known(intensity) ? intensity : 0;
    if (best != no_element && (x < most || (x == most && by_id(v, best, insight)))) continue;
    best = insight;
    most = x;
  }
  return offer(r, f, "Let it answer {insight}, which these people feel.", "insight", Relation::addresses,
               best);
}

} // namespace

extern const Rule answers_no_need = {
    .code = "NL313",
    .name = "answers-no-need",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does every own goal answer something that its audience feels?",
    .message = "{focus} serves {audience}, but answers nothing that these people feel.",
    .advice = "Let it address a need, a frustration or an excitement of theirs, or ask whether "
              "it is for them at all.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
