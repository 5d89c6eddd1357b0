// Know where you are, decide with the market, six elements, programs, return.
#include "practice/step.hpp"

#include <fmt/format.h>

namespace northline::practices {
namespace {

using S = choice::subject;
using T = choice::insight_type;

void subjects(Plan& p, Gaps& gaps) {
  if (p.small)
    look_at_subjects(p, gaps, {S::landscape, S::customers});
  else
    look_at_subjects(p, gaps, {S::brand, S::customers, S::partners, S::competitors});
}
void feelings(Plan& p, Gaps& gaps) {
  if (p.assessments(S::customers).empty()) return;
  constexpr std::pair<T, std::string_view> wanted[] = {{T::need, "need"},
                                                       {T::frustration, "frustration"},
                                                       {T::excitement, "excitement"},
                                                       {T::sentiment, "sentiment"}};
  std::vector<std::string> missing;
  for (const auto& [type, name] : wanted) {
    bool any = false;
    for (const Element i : p.all(Kind::insight)) any = any || p.insight_is(i, {type});
    if (!any) missing.emplace_back(name);
  }
  if (!missing.empty())
    gaps.add(p.assessments(S::customers).front(),
             fmt::format("The assessment of the customers names no {}.", joined(missing, "or")));
}
void relationships(Plan& p, Gaps& gaps) {
  if (p.small) return;
  for (const Element e : p.all(Kind::stakeholder)) {
    if (p.v.get(field::stakeholder::type, p.v.as<Kind::stakeholder>(e)) != choice::stakeholder_type::partner)
      continue;
    if (!p.any(e, Relation::holds_relationship))
      gaps.add(e, fmt::format("Nobody has said how much of the relationship with the customers lies with {}.",
                              p.describe(e)));
  }
}
void with_the_market(Plan& p, Gaps& gaps) {
  const FirstDay f = on_market(p, root_element);
  if (!f.any) gaps.add(root_element, "Nobody from the market had a hand in the strategy or its goals.");
}
void a_mission(Plan& p, Gaps& gaps) {
  if (p.all(Kind::mission).empty())
    gaps.add(root_element, "There is no mission: nobody can say in a breath how the goal will be reached.");
}
bool beneficiary(Plan& p, choice::beneficiary who) {
  for (const Element b : p.all(Kind::benefit))
    if (p.v.get(field::benefit::beneficiary, p.v.as<Kind::benefit>(b)) == who) return true;
  return false;
}
void both_sides(Plan& p, Gaps& gaps) {
  if (!beneficiary(p, choice::beneficiary::customer))
    gaps.add(root_element, "Nothing is written down that the customer gains.");
  if (!beneficiary(p, choice::beneficiary::company))
    gaps.add(root_element, "Nothing is written down that the company gains.");
}
void any_work(Plan& p, Gaps& gaps) {
  if (p.all(Kind::program).empty()) gaps.add(root_element, "There is no program.");
}
void any_resource(Plan& p, Gaps& gaps) {
  if (p.all(Kind::resource).empty()) gaps.add(root_element, "No resource is recorded.");
}
void any_metric(Plan& p, Gaps& gaps) {
  if (p.all(Kind::metric).empty()) gaps.add(root_element, "Nothing is measured yet.");
}
void who_runs_it(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::program))
    if (p.v.get(field::program::execution, p.v.as<Kind::program>(e)) == choice::execution::absent)
      gaps.add(e, fmt::format("Nobody has said whether {} is run by yourselves, by the market or together.",
                              p.describe(e)));
}
Date start_day(Plan& p, Element e) { return p.v.get(field::program::start, p.v.as<Kind::program>(e)); }
Date signed_day(Plan& p, Element e) { return latest_approval(p.v, e); }
std::vector<Element> begun(Plan& p) {
  std::vector<Element> list;
  for (const Element e : p.all(Kind::program))
    if (happened(start_day(p, e), p.as_of)) list.push_back(e);
  return list;
}
bool of_program(Plan& p, Element e) { return p.v.is(e, Kind::program); }

constexpr Condition assess[] = {
    {.what = "brand, customers, partners and competitors have been looked at", .look = subjects},
    {.what = "the assessments are valid and found something", .codes = {"NL103", "NL104"}},
    {.what = "needs, frustrations, excitements and sentiments of the customers are known", .look = feelings},
    {.what = "competitors were looked at in the same three respects", .codes = {"NL111"}, .small = false},
    {.what = "an opportunity was found", .codes = {"NL113"}},
    {.what = "it is known who holds the relationship with the customers", .look = relationships},
};
constexpr Condition invite[] = {
    {.what = "somebody from the market had a hand in it", .codes = {"NL707"}, .look = with_the_market},
    {.what = "somebody speaks for every audience served", .codes = {"NL720"}},
    {.what = "partners who hold the relationships took part", .codes = {"NL719"}},
};
constexpr Condition goal[] = {
    {.what = "the plan has a goal of its own", .look = look_for_own_goal},
    {.what = "it rests on an assessment that is not younger",
     .codes = {"NL107", "NL108"},
     .concerns = is_own_goal},
    {.what = "it answers something its audience feels", .codes = {"NL313"}, .concerns = is_own_goal},
    {.what = "it leads to the top", .codes = {"NL202"}, .concerns = is_own_goal},
};
constexpr Condition mission[] = {
    {.what = "there is a mission", .look = a_mission},
    {.what = "it can be said in a breath", .codes = {"NL225"}},
};
constexpr Condition benefits[] = {
    {.what = "customer and company both gain", .look = both_sides},
    {.what = "every goal brings a benefit", .codes = {"NL951"}, .concerns = is_own_goal},
    {.what = "every benefit has a value and a metric", .codes = {"NL956", "NL963"}},
};
constexpr Condition methods[] = {
    {.what = "there is a program", .look = any_work},
    {.what = "every goal has a program, and together they bring enough of it",
     .codes = {"NL205", "NL226"},
     .concerns = is_own_goal},
    {.what = "something changes how the business works", .codes = {"NL906"}},
    {.what = "what customers complained of is mended", .codes = {"NL914"}},
    {.what = "something is done with or by the market", .codes = {"NL907"}},
};
constexpr Condition resources[] = {
    {.what = "resources are recorded", .look = any_resource},
    {.what = "every program has resources, and how much there is of them is known",
     .codes = {"NL510", "NL503"}},
    {.what = "the hours and the money are there", .codes = {"NL501", "NL504"}},
    {.what = "somebody inside answers for outsiders, who do not hold the conversation alone",
     .codes = {"NL508", "NL517"}},
};
constexpr Condition reporting[] = {
    {.what = "something is measured", .look = any_metric},
    {.what = "every goal and every program has a metric", .codes = {"NL601", "NL632"}},
    {.what = "every metric has a target, a method, a cadence and somebody who looks",
     .codes = {"NL602", "NL604", "NL605", "NL606"}},
    {.what = "metrics were defined before their program began", .codes = {"NL806"}},
};
constexpr Condition programs_exit[] = {
    {.what = "there is a program that has begun", .look = under_way},
    {.what = "it is said who runs each program", .look = who_runs_it},
    {.what = "every program has an owner, dates and policies",
     .codes = {"NL704", "NL901", "NL854", "NL855"},
     .concerns = of_program},
    {.what = "what is run with the market was made with the market", .codes = {"NL721"}},
};
constexpr Condition gain[] = {
    {.what = "every program that spends has a stated return", .codes = {"NL959", "NL956"}},
    {.what = "more is expected back than it costs", .codes = {"NL954"}},
    {.what = "a loss is unlikely", .codes = {"NL955"}},
    {.what = "four fifths of the spend serve goals that lead to the top", .codes = {"NL957"}},
};

constexpr Order goal_order[] = {
    {.before = "assess", .taken = own_goals, .day = day_of, .rests = on_assessments, .code = "NL108"}};
constexpr Order method_order[] = {{.before = "goal", .taken = programs, .day = day_of, .rests = on_goals}};
constexpr Order program_order[] = {
    {.before = "invite", .taken = approval, .day = signed_day, .rests = on_market},
    {.before = "goal", .taken = begun, .day = start_day, .rests = on_goals},
    {.before = "approval", .taken = begun, .day = start_day, .rests = on_signature, .code = "NL808"}};

constexpr Step steps[] = {
    {.name = "assess",
     .title = "Assessment",
     .guide = "Look at yourselves, at what customers feel and need, at the partners who sell for you, and at "
              "competitors in the same three respects.",
     .started = [](Plan& p) { return !p.all(Kind::assessment).empty(); },
     .exit = assess},
    {.name = "invite",
     .title = "Invitation",
     .guide = "Sit down with customers, partners and others who matter to you before anything is decided.",
     .after = {"assess"},
     .started = [](Plan& p) { return on_market(p, root_element).any; },
     .exit = invite},
    {.name = "goal",
     .title = "Goal",
     .guide = "Set the one goal that the findings ask for.",
     .after = {"assess"},
     .started = [](Plan& p) { return !p.own_goals().empty(); },
     .exit = goal,
     .orders = goal_order,
     .asks = Asks::sponsor},
    {.name = "mission",
     .title = "Mission",
     .guide = "Say in a breath how it will be reached.",
     .after = {"goal"},
     .started = [](Plan& p) { return !p.all(Kind::mission).empty(); },
     .exit = mission,
     .asks = Asks::sponsor},
    {.name = "benefits",
     .title = "Benefits",
     .guide = "Say what the customer gains and what the company gains.",
     .after = {"mission"},
     .started = [](Plan& p) { return !p.all(Kind::benefit).empty(); },
     .exit = benefits},
    {.name = "methods",
     .title = "Methods",
     .guide = "Find the programs that the goal needs, whatever they look like.",
     .after = {"goal"},
     .started = [](Plan& p) { return !p.all(Kind::program).empty(); },
     .exit = methods,
     .orders = method_order},
    {.name = "resources",
     .title = "Resources",
     .guide = "Work out from the methods what they take.",
     .after = {"methods"},
     .started = [](Plan& p) { return !p.all(Kind::resource).empty(); },
     .exit = resources},
    {.name = "reporting",
     .title = "Reporting",
     .guide = "Say what success means at every step, and with what it is shown.",
     .after = {"methods"},
     .started = [](Plan& p) { return !p.all(Kind::metric).empty(); },
     .exit = reporting,
     .asks = Asks::reviewer},
    {.name = "programs",
     .title = "Programs",
     .guide = "Make them and run them: by yourselves, by the market, or together.",
     .after = {"invite", "goal", "mission", "benefits", "methods", "resources", "reporting"},
     .started = [](Plan& p) { return !begun(p).empty(); },
     .exit = programs_exit,
     .orders = program_order},
    {.name = "return",
     .title = "Return",
     .guide = "Say what it brings, with the range it may fall in.",
     .after = {"programs"},
     .started =
         [](Plan& p) {
           for (const Element b : p.all(Kind::benefit))
             if (p.v.get(field::benefit::value, p.v.as<Kind::benefit>(b)).given) return true;
           return false;
         },
     .exit = gain,
     .asks = Asks::sponsor},
};
constexpr std::string_view answers[] = {
    "step-out-of-order", "missing-element", "one-sided-benefits", "made-without-market", "roi", "any-size"};

} // namespace

const Practice smacad = {.name = "smacad",
                         .title = "assess, decide with the market, six elements, programs, return",
                         .value = choice::practice::smacad,
                         .steps = steps,
                         .answers = answers};

} // namespace northline::practices
