#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"focus", "{first} was decided on {day}, before {ground} ({focus}, {since})."},
    {"focus_two", "{first} was decided on {day}, before {ground} ({focus}, {since}), and so was 1 more."},
    {"focus_more",
     "{first} was decided on {day}, before {ground} ({focus}, {since}), and so were {count:others} more."},
    {"approved", "{first} was approved on {day}, before {ground} ({since})."},
    {"two", "{first} was decided on {day}, before {ground} ({since}), and so was 1 more."},
    {"more", "{first} was decided on {day}, before {ground} ({since}), and so were {count:others} more."},
};
constexpr std::string_view phrases[] = {
    "the customers were assessed",
    "the leaders had seen the assessment",
    "anybody had been taught what can go wrong",
    "the first audience it serves",
    "the first goal it measures",
    "the first metric of its goals",
    "anybody from the market took part",
    "the first work that uses it",
};
constexpr std::string_view footprint[] = {"practices",
                                          ">approved_by",
                                          ">co_created_with.type",
                                          "fact goal_graph",
                                          "all assessment.status",
                                          "all assessment.subject",
                                          "all assessment.date",
                                          "all audience.status",
                                          "all audience.decided",
                                          "all audience.created",
                                          "all audience>approved_by",
                                          "all goal.status",
                                          "all goal.level",
                                          "all goal.from",
                                          "all goal.decided",
                                          "all goal.created",
                                          "all goal>approved_by",
                                          "all goal>serves",
                                          "all goal>measured_by",
                                          "all goal>co_created_with.type",
                                          "all metric.status",
                                          "all metric.targets",
                                          "all metric.decided",
                                          "all metric.created",
                                          "all metric>approved_by",
                                          "all metric<measured_by",
                                          "all program.status",
                                          "all program.type",
                                          "all program.decided",
                                          "all program.created",
                                          "all program.start",
                                          "all program>approved_by",
                                          "all program>contributes_to",
                                          "all program>serves",
                                          "all activity.status",
                                          "all activity.decided",
                                          "all activity.created",
                                          "all activity.start",
                                          "all activity>approved_by",
                                          "all stakeholder.status",
                                          "all stakeholder.type",
                                          "all stakeholder.educated",
                                          "all resource.status",
                                          "all resource.type",
                                          "all resource.decided",
                                          "all resource.created",
                                          "all resource>approved_by",
                                          "all resource<uses"};

struct Early {
  Element element;
  Date day, since;
};

class Steps {
public:
  explicit Steps(RuleRun& run) : run_(run), v_(run.view), goals_(run.facts.goals()) {}

  void audiences() { // landscape, channels-later: people are described after somebody asked them
    FirstDay asked;
    Element look = no_element;
    v_.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
      if (v_.get(field::assessment::subject, a) != choice::subject::customers || !made(v_, a, run_.as_of))
        return;
      const Date day = v_.get(field::assessment::date, a);
      asked.add(day);
      if (day == asked.day &&
          (look == no_element || v_.get(field::assessment::date, v_.as<Kind::assessment>(look)) != day ||
           by_id(v_, a, look)))
        look = a;
    });
    if (!asked.any) return;
    v_.each(Kind::audience, [&](Element e) { compare(e, asked); });
    tell(look, "audiences", "the customers were assessed");
  }
  void leaders() { // landscape: the leaders know before they choose
    FirstDay told;
    v_.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
      const Date day = v_.get(field::stakeholder::educated, s);
      if (v_.get(field::stakeholder::type, s) == choice::stakeholder_type::executive && stands(v_, s) &&
          happened(day, run_.as_of))
        told.add(day);
    });
    own_goals([&](Element) { return told; });
    tell(root_element, "leaders", "the leaders had seen the assessment");
  }
  void lessons() { // five-steps: people learn before they aim
    FirstDay learnt;
    v_.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
      const Date day = v_.get(field::stakeholder::educated, s);
      if (happened(day, run_.as_of) && stands(v_, s)) learnt.add(day);
    });
    v_.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
      if (v_.get(field::program::type, p) != choice::program_type::education || !stands(v_, p)) return;
      for (const Edge& e : v_.out(p, Relation::serves))
        if (v_.is(e.target, Kind::audience)) return;
      learnt.add(v_.get(field::program::start, p));
    });
    own_goals([&](Element) { return learnt; });
    tell(root_element, "education", "anybody had been taught what can go wrong");
  }
  void relationships() { // landscape: the goal rests on the people it is for
    own_goals([&](Element goal) {
      FirstDay people;
      for (const Edge& e : v_.out(goal, Relation::serves))
        if (v_.is(e.target, Kind::audience) && stands(v_, e.target)) people.add(decided_on(v_, e.target));
      return people;
    });
    tell(root_element, "relationships", "the first audience it serves");
  }
  void measures() { // five-steps: first the goal, then its target
    v_.each_of<Kind::metric>([&](ElementOf<Kind::metric> m) {
      if (!v_.get(field::metric::targets, m).known()) return;
      FirstDay first;
      for (const Edge& e : v_.in(m, Relation::measured_by))
        if (v_.is(e.source, Kind::goal) && stands(v_, e.source)) first.add(decided_on(v_, e.source));
      compare(m, first);
    });
    tell(root_element, "measures", "the first goal it measures");
  }
  void tactics() { // five-steps: first the measure, then the program
    v_.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
      FirstDay first;
      for (const Edge& c : v_.out(p, Relation::contributes_to)) {
        if (!stands(v_, c.target)) continue;
        for (const Edge& e : v_.out(c.target, Relation::measured_by))
          if (stands(v_, e.target)) first.add(decided_on(v_, e.target));
      }
      const Date start = v_.get(field::program::start, p);
      if (!first.after(start)) compare(p, first); // what has begun belongs to NL806
    });
    tell(root_element, "tactics", "the first metric of its goals");
  }
  void market(Element strategy) { // smacad: the market is asked before it is signed
    const Date day = latest_approval(v_, strategy);
    if (!day.known()) return;
    FirstDay together;
    const auto look = [&](Element e) {
      for (const Edge& c : v_.out(e, Relation::co_created_with)) {
        if (v_.is(c.target, Kind::stakeholder)) {
          const auto type = v_.get(field::stakeholder::type, v_.as<Kind::stakeholder>(c.target));
          if (type != choice::stakeholder_type::market_representative &&
              type != choice::stakeholder_type::partner)
            continue;
        }
        together.add(v_.get(edge_field::co_created_with::date, c));
      }
    };
    look(strategy);
    v_.each(Kind::goal, [&](Element g) {
      if (stands(v_, g)) look(g);
    });
    if (together.after(day)) early_.push_back({strategy, day, together.day});
    tell(root_element, "market", "anybody from the market took part");
  }
  void tools() { // channels-later: tools for programs, not programs for tools
    v_.each_of<Kind::resource>([&](ElementOf<Kind::resource> r) {
      if (v_.get(field::resource::type, r) != choice::resource_type::tool) return;
      FirstDay first;
      for (const Edge& u : v_.in(r, Relation::uses))
        if (!v_.is(u.source, Kind::metric) && stands(v_, u.source)) first.add(decided_on(v_, u.source));
      compare(r, first);
    });
    tell(root_element, "tools", "the first work that uses it");
  }

private:
  void compare(Element e, const FirstDay& ground) {
    if (!ground.any || ground.open || !committed(v_, e)) return;
    const Date own = decided_on(v_, e);
    if (ground.after(own)) early_.push_back({e, own, ground.day});
  }
  template <class F> void own_goals(F&& ground_of) {
    v_.each(Kind::goal, [&](Element goal) {
      if (committed(v_, goal) && !given_goal(v_, goals_, goal)) compare(goal, ground_of(goal));
    });
  }
  void tell(Element focus, std::string_view step, std::string_view ground) {
    if (early_.empty()) return;
    const auto first = std::min_element(early_.begin(), early_.end(), [this](const Early& a, const Early& b) {
      return by_id(v_, a.element, b.element);
    });
    auto report = run_.report(focus);
    report.key(step)
        .element("first", first->element)
        .date("day", first->day)
        .text("ground", ground)
        .date("since", first->since)
        .number("count", static_cast<double>(early_.size()));
    std::vector<Element> others;
    for (const Early& e : early_)
      if (e.element != first->element) others.push_back(e.element);
    relate(report, v_, others);
    early_.clear();
  }

  RuleRun& run_;
  const View& v_;
  const GoalGraph& goals_;
  std::vector<Early> early_;
};

void decide(RuleRun& run, Element strategy) {
  const auto practices = run.view.get(field::strategy::practices, run.view.as<Kind::strategy>(strategy));
  if (!practices.known()) return;
  const bool landscape = practices.has(choice::practice::landscape);
  const bool five_steps = practices.has(choice::practice::five_steps);
  const bool channels_later = practices.has(choice::practice::channels_later);
  Steps steps(run);
  if (landscape || channels_later) steps.audiences();
  if (landscape) steps.leaders();
  if (landscape) steps.relationships();
  if (five_steps) steps.lessons();
  if (five_steps) steps.measures();
  if (five_steps) steps.tactics();
  if (practices.has(choice::practice::smacad)) steps.market(strategy);
  if (channels_later) steps.tools();
}

std::string render(const Rendering& r) {
  if (r.focus != root_element)
    return r.say(r.number("count") > 2 ? "focus_more" : r.number("count") == 2 ? "focus_two" : "focus");
  if (r.element("first") == root_element) return r.say("approved");
  return r.say(r.number("count") > 2 ? "more" : r.number("count") == 2 ? "two" : "");
}

} // namespace

extern const Rule out_of_order = {
    .code = "NL809",
    .name = "out-of-order",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was every step taken after what it rests on?",
    .message = "{first} was decided on {day}, before {ground} ({since}).",
    .advice = "Decide again in the light of what is known now, and write the day under \"decided\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::landscape | Pack::five_steps | Pack::channels_later | Pack::smacad,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
