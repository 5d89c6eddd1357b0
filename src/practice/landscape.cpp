// Look, then decide, then act responsibly.
#include "practice/step.hpp"

#include <fmt/format.h>

namespace northline::practices {
namespace {

using T = choice::insight_type;

void awkward_findings(Plan& p, Gaps& gaps) {
  for (const Element i : p.all(Kind::insight))
    if (p.insight_is(i, {T::weakness, T::threat, T::frustration})) return;
  if (!p.all(Kind::insight).empty())
    gaps.add(root_element, "No weakness, threat or frustration is written down: an assessment that found "
                           "nothing awkward has not looked.");
}
void stances(Plan& p, Gaps& gaps) {
  for (const Element e : p.executives())
    if (p.v.get(field::stakeholder::stance, p.v.as<Kind::stakeholder>(e)) == choice::stance::absent)
      gaps.add(e, fmt::format("Nobody has written down how {} stands to the plan.", p.describe(e)));
}
void leaders(Plan& p, Gaps& gaps) {
  if (p.executives().empty()) gaps.add(root_element, "No executive is recorded.");
}
void audience(Plan& p, Gaps& gaps) {
  if (p.all(Kind::audience).empty())
    gaps.add(root_element, "There is no audience: nobody can say for whom anything changes.");
}
bool served(Plan& p, Element audience) {
  for (const Element s : p.sources(audience, Relation::serves))
    if (p.v.is(s, Kind::goal) || p.v.is(s, Kind::program)) return true;
  return false;
}
void measured_goal(Plan& p, Gaps& gaps) {
  for (const Element g : p.own_goals())
    if (p.any(g, Relation::measured_by)) return;
  gaps.add(root_element, "No goal of the plan has a metric, so no program can be planned towards one.");
}
void signed_off(Plan& p, Gaps& gaps) {
  if (!happened(latest_approval(p.v, root_element), p.as_of))
    gaps.add(root_element, "Nobody has signed the strategy yet.");
}
bool any_made(Plan& p) { return !p.all(Kind::assessment).empty(); }
bool leaders_told(Plan& p) {
  for (const Element e : p.executives()) {
    if (p.educated(e).known()) return true;
    if (p.v.get(field::stakeholder::stance, p.v.as<Kind::stakeholder>(e)) != choice::stance::absent)
      return true;
  }
  return false;
}
bool any_policy(Plan& p) { return !p.all(Kind::policy).empty(); }
bool any_audience(Plan& p) { return !p.all(Kind::audience).empty(); }
bool any_own_goal(Plan& p) { return !p.own_goals().empty(); }
bool any_program(Plan& p) { return !p.all(Kind::program).empty() || !p.all(Kind::activity).empty(); }
bool any_begun(Plan& p) {
  Gaps gaps;
  under_way(p, gaps);
  return gaps.items.empty();
}
void look_at_all_subjects(Plan& p, Gaps& gaps) {
  for (const choice::subject s : p.subjects()) look_at_subjects(p, gaps, {s});
}

constexpr Condition assess[] = {
    {.what = "every subject has been looked at", .look = look_at_all_subjects},
    {.what = "the assessments carry a day and are still valid", .codes = {"NL103", "NL119"}},
    {.what = "they found something", .codes = {"NL104"}},
    {.what = "every finding has evidence", .codes = {"NL105"}},
    {.what = "something awkward is among the findings", .codes = {"NL109"}, .look = awkward_findings},
    {.what = "competitors were looked at for their brand, their customers and their partners",
     .codes = {"NL111"},
     .small = false},
};
constexpr Condition tell[] = {
    {.what = "the leaders are named", .look = leaders},
    {.what = "every executive has been taken through the landscape since it was assessed",
     .look = look_for_educated},
    {.what = "no awkward finding is kept from the top", .codes = {"NL714"}},
    {.what = "it is known where every executive stands", .look = stances},
    {.what = "something is planned for every influential sceptic", .codes = {"NL702"}},
};
constexpr Condition policy[] = {
    {.what = "there is a policy on each topic", .look = look_at_policies},
    {.what = "every policy is approved", .codes = {"NL852"}},
    {.what = "no policy is overdue for its review", .codes = {"NL853"}},
    {.what = "somebody answers for every policy", .codes = {"NL857"}},
    {.what = "the people it binds were told", .codes = {"NL861"}},
};
constexpr Condition relationships[] = {
    {.what = "there is an audience", .look = audience},
    {.what = "every audience served has a known need", .codes = {"NL305"}, .concerns = served},
    {.what = "every goal is for somebody", .codes = {"NL302"}, .concerns = is_own_goal},
    {.what = "the customer gains something", .codes = {"NL952"}},
    {.what = "the partners gain something", .codes = {"NL960"}},
    {.what = "not every goal is written from the company's side", .codes = {"NL223"}},
    {.what = "every goal answers something its audience feels", .codes = {"NL313"}, .concerns = is_own_goal},
};
constexpr Condition objectives[] = {
    {.what = "the plan has a goal of its own", .look = look_for_own_goal},
    {.what = "every goal rests on an assessment", .codes = {"NL107"}, .concerns = is_own_goal},
    {.what = "no goal is older than what it rests on, unless it was decided again",
     .codes = {"NL108", "NL114"}},
    {.what = "every goal leads to the top", .codes = {"NL202"}, .concerns = is_own_goal},
    {.what = "channel goals and the company's goals meet", .codes = {"NL203", "NL204"}},
    {.what = "no channel goal pulls against what it supports", .codes = {"NL220"}},
    {.what = "strong findings are answered", .codes = {"NL106"}},
    {.what = "the findings changed something", .codes = {"NL112"}},
};
constexpr Condition plan[] = {
    {.what = "there is a goal with a metric to plan towards", .look = measured_goal},
    {.what = "every goal has a program and every program a goal", .codes = {"NL205", "NL206"}},
    {.what = "every program has dates, an owner, resources and a metric",
     .codes = {"NL901", "NL704", "NL510", "NL632"},
     .concerns = [](Plan& p, Element e) { return p.v.is(e, Kind::program); }},
    {.what = "hours and money suffice", .codes = {"NL501", "NL504"}},
    {.what = "it can end in time", .codes = {"NL902"}},
    {.what = "every goal has a metric, a target and a date", .codes = {"NL601", "NL602", "NL207"}},
};
constexpr Condition implement[] = {
    {.what = "something has begun", .look = under_way},
    {.what = "the strategy is signed", .look = signed_off},
    {.what = "what has begun stands under approved policies", .codes = {"NL803", "NL854", "NL855", "NL856"}},
    {.what = "every program is looked at inside its life", .codes = {"NL905"}},
    {.what = "nothing runs past its end", .codes = {"NL903"}},
    {.what = "somebody listens", .codes = {"NL408"}},
    {.what = "people below the management know", .codes = {"NL710"}, .small = false},
    {.what = "no review is overdue", .codes = {"NL612"}},
};

/// The day a policy was approved, the strategy signed, a program begun.
Date approved_day(Plan& p, Element e) { return approved_on(p.v, p.v.as<Kind::policy>(e)); }
Date signed_day(Plan& p, Element e) { return latest_approval(p.v, e); }
Date start_day(Plan& p, Element e) { return p.v.get(field::program::start, p.v.as<Kind::program>(e)); }
std::vector<Element> begun(Plan& p) {
  std::vector<Element> list;
  for (const Element e : p.all(Kind::program))
    if (happened(start_day(p, e), p.as_of)) list.push_back(e);
  return list;
}
FirstDay on_its_policies(Plan& p, Element program) {
  FirstDay f;
  for (const Element e : p.targets(program, Relation::governed_by))
    f.add(approved_on(p.v, p.v.as<Kind::policy>(e)));
  if (!f.any) f.any = f.open = true; // NL854 asks for the policies themselves
  return f;
}

constexpr Order policy_order[] = {{.before = "assess",
                                   .taken = policies,
                                   .day = approved_day,
                                   .rests = on_whole_assessment,
                                   .code = "NL801"}};
constexpr Order audience_order[] = {
    {.before = "assess", .taken = audiences, .day = day_of, .rests = on_first_customers}};
constexpr Order goal_order[] = {
    {.before = "assess", .taken = own_goals, .day = day_of, .rests = on_assessments, .code = "NL108"},
    {.before = "tell-leaders", .taken = own_goals, .day = day_of, .rests = on_education},
    {.before = "relationships", .taken = own_goals, .day = day_of, .rests = on_audiences}};
constexpr Order plan_order[] = {
    {.before = "objectives", .taken = programs_and_activities, .day = day_of, .rests = on_goals}};
constexpr Order implement_order[] = {
    {.before = "policy", .taken = approval, .day = signed_day, .rests = on_policies, .code = "NL802"},
    {.before = "policy", .taken = begun, .day = start_day, .rests = on_its_policies, .code = "NL803"},
    {.before = "approval", .taken = begun, .day = start_day, .rests = on_signature, .code = "NL808"}};

constexpr Step steps[] = {
    {.name = "assess",
     .title = "Look at the landscape",
     .guide =
         "Find out how the business, its customers, competitors, partners and staff stand, and write down "
         "what you would rather not hear.",
     .started = any_made,
     .exit = assess},
    {.name = "tell-leaders",
     .title = "Take the leaders through it",
     .guide = "Go through the findings with the leadership, the awkward ones first, until each of them could "
              "explain them to somebody else.",
     .after = {"assess"},
     .started = leaders_told,
     .exit = tell,
     .asks = Asks::sponsor},
    {.name = "policy",
     .title = "Agree the house rules",
     .guide = "Settle the rules of the house before anybody speaks in its name.",
     .after = {"assess"},
     .started = any_policy,
     .exit = policy,
     .orders = policy_order},
    {.name = "relationships",
     .title = "Say what changes for customers and partners",
     .guide = "Write the strategy down from the other side: what will be different between you and your "
              "customers, your partners, your market?",
     .after = {"assess"},
     .started = any_audience,
     .exit = relationships,
     .orders = audience_order},
    {.name = "objectives",
     .title = "Decide the objectives",
     .guide = "Take each objective from something the assessment found, and show where it leads.",
     .after = {"assess", "tell-leaders", "relationships"},
     .started = any_own_goal,
     .exit = objectives,
     .orders = goal_order},
    {.name = "plan",
     .title = "Plan the work",
     .guide = "Say who does what, with what, and by when.",
     .after = {"objectives"},
     .started = any_program,
     .exit = plan,
     .orders = plan_order},
    {.name = "implement",
     .title = "Run it responsibly",
     .guide = "Run it inside the rules, with somebody who listens and somebody who watches.",
     .after = {"policy", "plan"},
     .started = any_begun,
     .exit = implement,
     .orders = implement_order},
};
constexpr std::string_view answers[] = {"step-out-of-order",
                                        "leader-objects",
                                        "leader-stalls",
                                        "leader-never-educated",
                                        "goals-at-risk",
                                        "objective-without-assessment",
                                        "channel-against-corporate",
                                        "corporate-without-channel",
                                        "any-size"};

} // namespace

const Practice landscape = {.name = "landscape",
                            .title = "look, then decide, then act responsibly",
                            .value = choice::practice::landscape,
                            .steps = steps,
                            .answers = answers};

} // namespace northline::practices
