#include "check/mending.hpp"
#include "check/people.hpp"
#include "check/periods.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"money", 100000, "budget from which the questions are asked"},
};
constexpr std::string_view phrases[] = {
    "a goal",
    "an audience",
    "what is done",
    "evidence",
    "dates",
    "an owner",
    "a benefit",
    "Let {owner} answer for it.",
    "Say that it is for {audience}.",
    "Let it deliver {benefit}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "budget",
                                          "description",
                                          "source",
                                          "start",
                                          "end",
                                          "duration",
                                          "continuous",
                                          ">contributes_to",
                                          ">contributes_to>serves",
                                          ">contributes_to>delivers",
                                          ">contributes_to>based_on",
                                          ">serves",
                                          ">delivers",
                                          ">based_on",
                                          ">addresses",
                                          ">owned_by",
                                          ">part_of>owned_by"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  const double money = v.get(field::program::budget, p).point();
  if (!(money >= run.parameter(0)) || !committed(v, program)) return;
  bool people = !v.out(program, Relation::serves).empty(),
       comes_back = !v.out(program, Relation::delivers).empty();
  bool evidence = !v.out(program, Relation::based_on).empty() ||
                  !v.out(program, Relation::addresses).empty() ||
                  v.get(field::common::source, program).known();
  const EdgeRange goals = v.out(program, Relation::contributes_to);
  for (const Edge& g : goals) {
    people = people || !v.out(g.target, Relation::serves).empty();
    comes_back = comes_back || !v.out(g.target, Relation::delivers).empty();
    evidence = evidence || !v.out(g.target, Relation::based_on).empty();
  }
  bool owned = !v.out(program, Relation::owned_by).empty();
  for (const Edge& home : v.out(program, Relation::part_of))
    owned = owned || !v.out(home.target, Relation::owned_by).empty();
  const bool dated = first_day(v, program).known() &&
                     (last_day(v, program).known() || v.get(field::program::continuous, p) == Maybe::yes);
  std::vector<std::string_view> missing;
  if (goals.empty()) missing.push_back("a goal");
  if (!people) missing.push_back("an audience");
  if (!v.get(field::common::description, program).known()) missing.push_back("what is done");
  if (!evidence) missing.push_back("evidence");
  if (!dated) missing.push_back("dates");
  if (!owned) missing.push_back("an owner");
  if (!comes_back) missing.push_back("a benefit");
  if (!missing.empty())
    run.report(program).number("money", money).text("missing", listed(missing, "or")).at("budget");
}

// Of one thing that is missing, where the document holds what can be meant.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const std::string missing = r.text("missing");
  f.safety = Safety::display;
  if (missing == "an owner") {
    const Element owner = answerable(v, r.focus, true);
    if (owner == no_element) return false;
    f.title = "Let {owner} answer for it.";
    f.values = {{"owner", r.describe(owner)}};
    f.patch = add_relation(v, r.focus, Relation::owned_by, owner);
    return true;
  }
  if (missing == "an audience") {
    const Element audience = only_open(v, Kind::audience);
    if (audience == no_element) return false;
    f.title = "Say that it is for {audience}.";
    f.values = {{"audience", r.describe(audience)}};
    f.patch = add_relation(v, r.focus, Relation::serves, audience);
    return true;
  }
  if (missing != "a benefit") return false;
  const Element benefit = only_open(v, Kind::benefit, [&v](Element b) {
    for (const Edge& e : v.in(b, Relation::delivers))
      if (in_force(v, e.source)) return false;
    return true;
  });
  if (benefit == no_element) return false;
  f.title = "Let it deliver {benefit}.";
  f.values = {{"benefit", r.describe(benefit)}};
  f.patch = add_relation(v, r.focus, Relation::delivers, benefit);
  return true;
}

} // namespace

extern const Rule large_spend_unexplained = {
    .code = "NL941",
    .name = "large-spend-unexplained",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Can a large public spend be explained on one page?",
    .message = "{focus} may spend {money:amount} but does not name {missing}.",
    .advice = "Fill in what a board will ask: the goal, the people, the evidence, the dates, the owner and "
              "what comes back.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::public_sector,
    .phrases = phrases,
};

} // namespace northline::rules
