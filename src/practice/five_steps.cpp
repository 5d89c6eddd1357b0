// Learn, aim, measure, choose, do.
#include "practice/step.hpp"

#include <fmt/format.h>

namespace northline::practices {
namespace {

void learnt(Plan& p, Gaps& gaps) {
  if (!has_education(p))
    gaps.add(root_element,
             "Nobody has been taken through what is possible, and no program of education is planned.");
}
void peers(Plan& p, Gaps& gaps) {
  if (p.small) return; // the landscape is enough for few people
  if (p.assessments(choice::subject::competitors).empty() && p.assessments(choice::subject::peers).empty())
    look_at_subjects(p, gaps, {choice::subject::competitors});
}
void what_can_go_wrong(Plan& p, Gaps& gaps) {
  bool risk = false, crisis = false;
  for (const Element r : p.all(Kind::risk))
    risk = risk || p.v.get(field::risk::category, p.v.as<Kind::risk>(r)) == choice::risk_category::reputation;
  for (const Element e : p.all(Kind::policy))
    crisis = crisis || p.v.get(field::policy::topic, p.v.as<Kind::policy>(e)) == choice::topic::crisis;
  if (!risk)
    gaps.add(root_element, "No risk to the reputation is written down: what can go wrong when we post?");
  if (!crisis && !p.small)
    gaps.add(root_element, "There is no policy on crisis: nobody knows what to do when it does.");
}
bool on_goal_or_metric(Plan& p, Element e) {
  if (p.v.is(e, Kind::goal)) return p.own_goal(e);
  if (!p.v.is(e, Kind::metric)) return true;
  for (const Element g : p.sources(e, Relation::measured_by))
    if (p.v.is(g, Kind::goal)) return true;
  return false;
}
bool of_program(Plan& p, Element e) { return p.v.is(e, Kind::program); }
void begun(Plan& p, Gaps& gaps) {
  bool any = false;
  for (const Element e : p.all(Kind::program)) {
    const Date start = p.v.get(field::program::start, p.v.as<Kind::program>(e));
    any = any || happened(start, p.as_of);
    if (!happened(start, p.as_of) || p.v.get(field::common::status, e) != choice::status::planned) continue;
    gaps.add(
        e, fmt::format("{} should have begun on {}, but is still planned.", p.describe(e), to_string(start)));
  }
  if (!any) gaps.add(root_element, not_begun(p));
}
void any_work(Plan& p, Gaps& gaps) {
  if (p.all(Kind::program).empty()) gaps.add(root_element, "There is no program.");
}
void a_metric(Plan& p, Gaps& gaps) {
  if (p.all(Kind::metric).empty()) gaps.add(root_element, "Nothing is measured yet.");
}

constexpr Condition education[] = {
    {.what = "somebody has learnt what is possible", .look = learnt},
    {.what = "every executive has been taken through the landscape", .look = look_for_educated},
    {.what = "those who will own programs and channels are prepared", .codes = {"NL718"}},
    {.what = "what competitors and comparable trades do has been looked at", .look = peers},
    {.what = "what can go wrong is written down, with an answer to it",
     .codes = {"NL858", "NL859"},
     .look = what_can_go_wrong},
};
constexpr Condition goals[] = {
    {.what = "the plan has a goal of its own", .look = look_for_own_goal},
    {.what = "every goal says what it is about and when it is due",
     .codes = {"NL215", "NL207"},
     .concerns = is_own_goal},
    {.what = "it is about more than being known or followed", .codes = {"NL216"}},
    {.what = "importance tells the goals apart", .codes = {"NL213"}},
    {.what = "there are not more goals than anybody can pursue", .codes = {"NL210"}},
};
constexpr Condition measures[] = {
    {.what = "something is measured", .look = a_metric},
    {.what = "every goal has a metric", .codes = {"NL601"}, .concerns = is_own_goal},
    {.what = "it is known how each is measured, from where, how often and who looks",
     .codes = {"NL603", "NL604", "NL605", "NL606", "NL614"},
     .concerns = on_goal_or_metric},
    {.what = "every metric of a goal has a target with a day",
     .codes = {"NL602", "NL629"},
     .concerns = on_goal_or_metric},
    {.what = "both activity and results are measured", .codes = {"NL607", "NL608"}},
    {.what = "targets ask for something", .codes = {"NL609", "NL610"}},
};
constexpr Condition tactics[] = {
    {.what = "there is a program", .look = any_work},
    {.what = "every goal has a program that says how", .codes = {"NL205", "NL911"}},
    {.what = "every program says on which channel, and how far", .codes = {"NL402", "NL409"}},
    {.what = "every program has resources, and outsiders have somebody inside", .codes = {"NL510", "NL508"}},
    {.what = "the hours and the money are there, and not only spare time",
     .codes = {"NL501", "NL504", "NL502"}},
    {.what = "no channel is kept without a purpose", .codes = {"NL401", "NL415"}},
    {.what = "effort is not spread too thin", .codes = {"NL416"}},
};
constexpr Condition execution[] = {
    {.what = "it has begun when it should have", .codes = {"NL218"}, .look = begun},
    {.what = "every program is part of one person's job, with hours set aside",
     .codes = {"NL704", "NL705", "NL717"},
     .concerns = of_program},
    {.what = "activity and results are looked at as often as was said", .codes = {"NL613"}},
    {.what = "metrics and lessons came before the start", .codes = {"NL806", "NL807"}},
    {.what = "reviews take place", .codes = {"NL612", "NL905"}},
    {.what = "effort goes on until the goal is due", .codes = {"NL913"}},
};

std::vector<Element> activities(Plan& p) { return p.all(Kind::activity); }
constexpr Order goal_order[] = {
    {.before = "education", .taken = own_goals, .day = day_of, .rests = on_education}};
constexpr Order metric_order[] = {
    {.before = "goals", .taken = metrics_with_targets, .day = day_of, .rests = on_goals}};
constexpr Order program_order[] = {
    {.before = "measures", .taken = programs, .day = day_of, .rests = on_metrics}};
constexpr Order activity_order[] = {
    {.before = "tactics", .taken = activities, .day = day_of, .rests = on_own_program}};

constexpr Step steps[] = {
    {.name = "education",
     .title = "Learn",
     .guide = "Understand what is possible, and what can go wrong, before anybody posts anything.",
     .started =
         [](Plan& p) { return has_education(p) || !p.assessments(choice::subject::competitors).empty(); },
     .exit = education},
    {.name = "goals",
     .title = "Aim",
     .guide =
         "Say what this is for: people to talk to, sales, a name, values, trust, or which mixture of them.",
     .after = {"education"},
     .started = [](Plan& p) { return !p.own_goals().empty(); },
     .exit = goals,
     .orders = goal_order,
     .asks = Asks::sponsor},
    {.name = "measures",
     .title = "Measure",
     .guide =
         "For each goal: what is counted, how, up to which target, how often it is looked at and by whom.",
     .after = {"goals"},
     .started = [](Plan& p) { return !p.all(Kind::metric).empty(); },
     .exit = measures,
     .orders = metric_order,
     .asks = Asks::reviewer},
    {.name = "tactics",
     .title = "Choose",
     .guide = "Choose where the effort goes, how far on each channel, and whose hours and money it takes.",
     .after = {"measures"},
     .started = [](Plan& p) { return !p.all(Kind::program).empty(); },
     .exit = tactics,
     .orders = program_order},
    {.name = "execution",
     .title = "Do",
     .guide = "Make it part of somebody's job, begin, look at both the work and its results, and keep at it.",
     .after = {"tactics"},
     .started =
         [](Plan& p) {
           for (const Element e : p.all(Kind::program))
             if (happened(p.v.get(field::program::start, p.v.as<Kind::program>(e)), p.as_of)) return true;
           return false;
         },
     .exit = execution,
     .orders = activity_order},
};
constexpr std::string_view answers[] = {"step-out-of-order",
                                        "measured-what",
                                        "measured-how",
                                        "target",
                                        "review",
                                        "channel-degree",
                                        "resources-inside-outside",
                                        "whose-job",
                                        "activity-and-results",
                                        "any-size"};

} // namespace

const Practice five_steps = {.name = "five-steps",
                             .title = "learn, aim, measure, choose, do",
                             .value = choice::practice::five_steps,
                             .steps = steps,
                             .answers = answers};

} // namespace northline::practices
