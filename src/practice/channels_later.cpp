// The company and its customers first, then what joins them, then channels, then details.
#include "practice/step.hpp"

#include <fmt/format.h>

namespace northline::practices {
namespace {

bool has_direction(Plan& p) {
  return !p.all(Kind::vision).empty() || !p.all(Kind::mission).empty() || !p.given_goals().empty();
}
void direction(Plan& p, Gaps& gaps) {
  if (p.all(Kind::vision).empty() && p.all(Kind::mission).empty())
    gaps.add(root_element, "There is neither a vision nor a mission.");
  if (p.given_goals().empty()) gaps.add(root_element, "None of the company's own goals is named.");
}
void concerns_customers(Plan& p, Gaps& gaps) {
  if (p.given_goals().empty()) return;
  for (const Element g : p.given_goals())
    for (const Element a : p.targets(g, Relation::serves))
      if (p.v.is(a, Kind::audience)) return;
  gaps.add(p.given_goals().front(), "None of the company's goals says which customers it concerns.");
}
void asked(Plan& p, Gaps& gaps) { look_at_subjects(p, gaps, {choice::subject::customers}); }
void audience(Plan& p, Gaps& gaps) {
  if (p.all(Kind::audience).empty()) gaps.add(root_element, "There is no audience.");
}
void feels(Plan& p, Gaps& gaps) {
  using T = choice::insight_type;
  for (const Element a : p.all(Kind::audience)) {
    bool any = false;
    for (const Element i : p.sources(a, Relation::felt_by))
      any = any || p.insight_is(i, {T::need, T::frustration, T::excitement});
    if (!any)
      gaps.add(a, fmt::format("Nobody knows what {} need, what annoys or what excites them.", p.describe(a)));
  }
}
void presence(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::audience)) {
    bool placed = false;
    for (const Edge& x : p.v.out(e, Relation::present_on))
      placed = placed || p.v.get(edge_field::present_on::share, x).known();
    if (!placed)
      gaps.add(e, fmt::format("Nobody knows where {} are found, and how many of them.", p.describe(e)));
  }
}
void online(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::audience))
    if (!p.v.get(field::audience::online_share, p.v.as<Kind::audience>(e)).known())
      gaps.add(e, fmt::format("Nobody knows how many of {} are online at all.", p.describe(e)));
}
void outcome(Plan& p, Gaps& gaps) {
  using M = choice::metric_type;
  for (const Element g : p.own_goals()) {
    bool any = p.v.has(field::goal::success, p.v.as<Kind::goal>(g));
    for (const Element m : p.targets(g, Relation::measured_by)) {
      const M t = p.v.get(field::metric::type, p.v.as<Kind::metric>(m));
      any = any || t == M::outcome || t == M::impact;
    }
    if (!any)
      gaps.add(g, fmt::format(
                      "Nobody has said what {} looks like for people once it is reached: neither a metric of "
                      "an outcome nor a sentence on success.",
                      p.describe(g)));
  }
}
void an_audience_has_goal(Plan& p, Gaps& gaps) {
  for (const Element a : p.all(Kind::audience)) {
    bool any = false;
    for (const Element s : p.sources(a, Relation::serves)) any = any || p.v.is(s, Kind::goal);
    if (!any) gaps.add(a, fmt::format("No goal is for {}.", p.describe(a)));
  }
}
void chosen(Plan& p, Gaps& gaps) {
  for (const Element c : p.all(Kind::channel))
    if (p.used(c) && !p.sources(c, Relation::uses).empty()) return;
  gaps.add(root_element, "No channel is in use.");
}
void purposes(Plan& p, Gaps& gaps) {
  for (const Element c : p.all(Kind::channel))
    if (p.used(c) && !p.v.has(field::channel::purpose, p.v.as<Kind::channel>(c)))
      gaps.add(c, fmt::format("Nobody has said what {} is for.", p.describe(c)));
}
void any_work(Plan& p, Gaps& gaps) {
  if (p.all(Kind::program).empty()) gaps.add(root_element, "There is no program.");
}
bool of_program(Plan& p, Element e) { return p.v.is(e, Kind::program); }

constexpr Condition direction_exit[] = {
    {.what = "there is a vision or a mission, and a goal of the company's", .look = direction},
    {.what = "at least one of the company's goals concerns customers", .look = concerns_customers},
};
constexpr Condition customers[] = {
    {.what = "the customers were asked or watched", .codes = {"NL116"}, .look = asked},
    {.what = "there is an audience", .look = audience},
    {.what = "every audience is described, with its size", .codes = {"NL309", "NL304"}},
    {.what = "it is known what every audience feels", .look = feels},
    {.what = "it is known where they are", .look = presence},
    {.what = "it is known how many are online at all", .look = online},
    {.what = "there is a persona", .codes = {"NL314"}, .small = false},
};
constexpr Condition connections[] = {
    {.what = "the plan has a goal of its own", .look = look_for_own_goal},
    {.what = "every goal is for somebody and leads up to the vision",
     .codes = {"NL302", "NL202"},
     .concerns = is_own_goal},
    {.what = "every audience has a goal", .look = an_audience_has_goal},
    {.what = "every goal brings a benefit", .codes = {"NL951"}, .concerns = is_own_goal},
    {.what = "it is said what each goal looks like once it is reached", .look = outcome},
    {.what = "no goal is named after a channel or a tool", .codes = {"NL224"}},
};
constexpr Condition channels[] = {
    {.what = "a channel is in use", .look = chosen},
    {.what = "every audience served is reached", .codes = {"NL303", "NL412"}},
    {.what = "no program is where its audience is not", .codes = {"NL307"}},
    {.what = "people who are not online are met offline", .codes = {"NL310"}},
    {.what = "not everything hangs on one channel", .codes = {"NL407"}, .small = false},
    {.what = "every place where many of them are is used, or left out with a reason",
     .codes = {"NL312", "NL404"}},
    {.what = "every channel in use has an owner and a purpose", .codes = {"NL406"}, .look = purposes},
};
constexpr Condition details[] = {
    {.what = "there is a program", .look = any_work},
    {.what = "every program has dates", .codes = {"NL901"}, .concerns = of_program},
    {.what = "the dates can be kept, with room for results to show",
     .codes = {"NL902", "NL908", "NL916", "NL631"}},
    {.what = "every program has hours and money", .codes = {"NL510", "NL904", "NL506"}},
    {.what = "the hours and the money are there", .codes = {"NL501", "NL504"}},
    {.what = "somebody listens, with hours or a tool", .codes = {"NL408", "NL516"}},
    {.what = "there is a look inside every program, and an assessment after it", .codes = {"NL905", "NL910"}},
};
constexpr Order audience_order[] = {
    {.before = "customers", .taken = audiences, .day = day_of, .rests = on_first_customers}};
constexpr Order goal_order[] = {
    {.before = "customers", .taken = own_goals, .day = day_of, .rests = on_customers}};
constexpr Order work_order[] = {
    {.before = "connections", .taken = programs_and_activities, .day = day_of, .rests = on_goals}};
constexpr Order tool_order[] = {{.before = "channels", .taken = tools, .day = day_of, .rests = on_users}};

constexpr Step steps[] = {
    {.name = "direction",
     .title = "The company's direction",
     .guide = "Find the company's vision and goals, and mark what in them is about customers.",
     .started = has_direction,
     .exit = direction_exit,
     .asks = Asks::sponsor},
    {.name = "customers",
     .title = "Who the customers are",
     .guide = "Find out who they are, what they read, where they meet, and whether they are online at all.",
     .after = {"direction"},
     .started =
         [](Plan& p) {
           return !p.all(Kind::audience).empty() || !p.assessments(choice::subject::customers).empty();
         },
     .exit = customers,
     .orders = audience_order},
    {.name = "connections",
     .title = "What joins them",
     .guide =
         "Join each goal to the people it is for, and describe what it looks like for them when it works.",
     .after = {"direction", "customers"},
     .started = [](Plan& p) { return !p.own_goals().empty(); },
     .exit = connections,
     .orders = goal_order},
    {.name = "channels",
     .title = "Channels that suit them",
     .guide =
         "Choose, online and offline, the places that suit these people; leave out the rest and say why.",
     .after = {"connections"},
     .started = [](Plan& p) { return !p.all(Kind::channel).empty(); },
     .exit = channels,
     .orders = work_order},
    {.name = "details",
     .title = "Dates, hours, money, tools",
     .guide = "Now the dates, hours and money, and the means to watch, listen, judge and plan again.",
     .after = {"channels"},
     .started = [](Plan& p) { return !p.all(Kind::program).empty(); },
     .exit = details,
     .orders = tool_order},
};
constexpr std::string_view answers[] = {"step-out-of-order",
                                        "channel-nobody-uses",
                                        "audience-no-channel",
                                        "goal-touches-no-customer",
                                        "unrealistic-timeframe",
                                        "no-listening-loop",
                                        "roi",
                                        "any-size"};

std::string stop(Plan& p) {
  if (has_direction(p)) return {};
  return "There is neither a vision nor a mission nor a goal of the company's: whatever came after would "
         "hang "
         "in the air.";
}

} // namespace

const Practice channels_later = {.name = "channels-later",
                                 .title = "the company and its customers first, channels later",
                                 .value = choice::practice::channels_later,
                                 .steps = steps,
                                 .answers = answers,
                                 .stop = stop};

} // namespace northline::practices
