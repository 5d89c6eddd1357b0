// Culture, leadership and governance first, technology fourth, tools last.
#include "practice/step.hpp"

#include <fmt/format.h>

namespace northline::practices {
namespace {

using A = choice::area;

A area_of(Plan& p, Element e) { return p.v.get(field::capability::area, p.v.as<Kind::capability>(e)); }
double maturity(Plan& p, Element e) {
  return p.v.get(field::capability::maturity, p.v.as<Kind::capability>(e));
}

bool any_leaf(Plan& p, A area) {
  for (const Element e : p.all(Kind::capability))
    if (area_of(p, e) == area) return true;
  return false;
}
void look_at_leaf(Plan& p, Gaps& gaps, A area, std::string_view name) {
  if (!any_leaf(p, area))
    gaps.add(root_element, fmt::format("Nobody has said how far the organisation's {} is.", name));
  for (const Element e : p.all(Kind::capability)) {
    if (area_of(p, e) != area) continue;
    if (!known(maturity(p, e)))
      gaps.add(e, fmt::format("Nobody has said how far {} is, from 0 to 5.", p.describe(e)));
    if (!known(p.v.get(field::capability::required, p.v.as<Kind::capability>(e))))
      gaps.add(e, fmt::format("Nobody has said how far {} has to be, from 0 to 5.", p.describe(e)));
  }
}
template <A area> bool of_leaf(Plan& p, Element e) {
  if (p.v.is(e, Kind::capability)) return area_of(p, e) == area;
  for (const Element c : p.targets(e, Relation::needs))
    if (area_of(p, c) == area) return true;
  return false;
}
void owner_of_resource(Plan& p, Gaps& gaps) {
  for (const Element r : p.all(Kind::resource))
    if (p.v.get(field::resource::customer_facing, p.v.as<Kind::resource>(r)) == Maybe::yes) return;
  gaps.add(root_element, "Nobody is recorded who already talks with customers.");
}
void capacities(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::resource)) {
    const auto r = p.v.as<Kind::resource>(e);
    if (p.v.get(field::resource::customer_facing, r) != Maybe::yes) continue;
    const bool hours = p.v.get(field::resource::capacity, r).known(),
               slack = p.v.get(field::resource::slack, r).known();
    if (hours && slack) continue;
    gaps.add(e,
             fmt::format("{} faces customers, but nobody wrote down {}.", p.describe(e),
                         !hours && !slack ? "how many hours a week there are and how many of them are quiet"
                         : !hours         ? "how many hours a week there are"
                                          : "how many hours a week are quiet"));
  }
}
void tops(Plan& p, Gaps& gaps) {
  if (p.all(Kind::vision).empty() && p.all(Kind::mission).empty() && p.given_goals().empty())
    gaps.add(root_element, "The organisation's own objectives are not named: there is neither a vision nor a "
                           "mission nor a goal of the company.");
}
void audience(Plan& p, Gaps& gaps) {
  if (p.all(Kind::audience).empty()) gaps.add(root_element, "There is no audience.");
}
void presence(Plan& p, Gaps& gaps) {
  for (const Element a : p.all(Kind::audience)) {
    bool shared = false;
    for (const Edge& e : p.v.out(a, Relation::present_on))
      shared = shared || p.v.get(edge_field::present_on::share, e).known();
    if (!shared)
      gaps.add(a, fmt::format("Nobody has said where {} are found, and how many of them.", p.describe(a)));
  }
}
void means(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::program)) {
    if (p.any(e, Relation::consumes)) continue;
    bool activity = false;
    for (const Element a : p.sources(e, Relation::part_of)) activity = activity || p.v.is(a, Kind::activity);
    if (!activity) gaps.add(e, fmt::format("{} has neither activities nor hours of its own.", p.describe(e)));
  }
}
void any_work(Plan& p, Gaps& gaps) {
  if (p.all(Kind::program).empty()) gaps.add(root_element, "There is no program.");
}

template <A area> void leaf(Plan& p, Gaps& gaps) {
  constexpr std::string_view names[] = {"", "culture", "leadership", "governance", "technology"};
  look_at_leaf(p, gaps, area, names[static_cast<unsigned>(area)]);
}
constexpr Condition culture[] = {
    {.what = "its maturity and the level it has to reach are known", .look = leaf<A::culture>},
    {.what = "what is too low for the plan is being raised in time",
     .codes = {"NL909"},
     .concerns = of_leaf<A::culture>},
};
constexpr Condition leadership[] = {
    {.what = "its maturity and the level it has to reach are known", .look = leaf<A::leadership>},
    {.what = "what is too low for the plan is being raised in time",
     .codes = {"NL909"},
     .concerns = of_leaf<A::leadership>},
    {.what = "an executive backs the plan", .codes = {"NL701"}},
    {.what = "the executives have been taken through the landscape", .look = look_for_educated},
    {.what = "no blocker is left unanswered", .codes = {"NL702"}},
};
constexpr Condition governance[] = {
    {.what = "its maturity and the level it has to reach are known", .look = leaf<A::governance>},
    {.what = "what is too low for the plan is being raised in time",
     .codes = {"NL909"},
     .concerns = of_leaf<A::governance>},
    {.what = "there is a policy on each topic", .look = look_at_policies},
    {.what = "policies are approved and somebody answers for them", .codes = {"NL852", "NL857"}},
};
constexpr Condition technology[] = {
    {.what = "its maturity and the level it has to reach are known", .look = leaf<A::technology>},
    {.what = "it is not ahead of culture, leadership and governance", .codes = {"NL805"}},
    {.what = "every tool is used", .codes = {"NL514"}},
};
constexpr Condition objectives[] = {
    {.what = "the organisation's own objectives are named", .look = tops},
    {.what = "the plan has a goal of its own", .look = look_for_own_goal},
    {.what = "every goal leads to them and says what it is about",
     .codes = {"NL202", "NL215"},
     .concerns = is_own_goal},
    {.what = "every goal of the company is served by something", .codes = {"NL204"}},
};
constexpr Condition audience_exit[] = {
    {.what = "there is an audience", .look = audience},
    {.what = "every goal is for somebody", .codes = {"NL302"}, .concerns = is_own_goal},
    {.what = "every audience is described, with its size and a known need",
     .codes = {"NL309", "NL304", "NL305"}},
    {.what = "it is known where they are", .look = presence},
    {.what = "everybody can be reached where they are, offline too", .codes = {"NL303", "NL307", "NL310"}},
};
constexpr Condition resources[] = {
    {.what = "somebody who already talks with customers is recorded", .look = owner_of_resource},
    {.what = "their hours and their quiet hours are known", .codes = {"NL503"}, .look = capacities},
    {.what = "quiet hours are looked at before anybody is hired", .codes = {"NL509"}},
    {.what = "somebody inside answers for help from outside", .codes = {"NL508"}},
};
constexpr Condition work[] = {
    {.what = "there is a program", .look = any_work},
    {.what = "every program has activities or hours of its own", .codes = {"NL904"}, .look = means},
    {.what = "every program says on which channel, and how far", .codes = {"NL402", "NL409"}},
    {.what = "the hours are there, and not only the quiet ones", .codes = {"NL501", "NL502"}},
    {.what = "everything done helps a goal", .codes = {"NL206"}},
};

std::vector<Element> gap_tools(Plan& p) { return p.tools(); }
/// The day on which the last gap of the first three leaves was closed, or a program to close it had begun.
FirstDay on_leaves(Plan& p, Element) {
  FirstDay last;
  last.any = true;
  bool gap = false;
  for (const Element e : p.all(Kind::capability)) {
    const A a = area_of(p, e);
    if (a != A::culture && a != A::leadership && a != A::governance) continue;
    const double required = p.v.get(field::capability::required, p.v.as<Kind::capability>(e));
    if (!known(maturity(p, e)) || !known(required) || maturity(p, e) >= required) continue;
    gap = true;
    FirstDay f;
    for (const Element w : p.sources(e, Relation::raises)) f.add(decided_on(p.v, w));
    last.open = last.open || f.open || !f.any; // a gap that nothing closes is NL909's to tell
    if (f.day.known() && (!last.day.known() || last.day < f.day)) last.day = f.day;
  }
  if (!gap) last.open = true;
  return last;
}
constexpr Order technology_order[] = {
    {.before = "governance", .taken = gap_tools, .day = day_of, .rests = on_leaves}};
constexpr Order work_order[] = {
    {.before = "objectives", .taken = work_and_tools, .day = day_of, .rests = on_goals, .code = "NL804"},
    {.before = "audiences", .taken = work_and_tools, .day = day_of, .rests = on_audiences, .code = "NL804"},
    {.before = "resources", .taken = work_and_tools, .day = day_of, .rests = on_resources, .code = "NL804"}};

constexpr Step steps[] = {
    {.name = "culture",
     .title = "Culture",
     .guide = "How openly do people here work with customers and with one another, and how openly would this "
              "plan need them to?",
     .started = [](Plan& p) { return any_leaf(p, A::culture); },
     .exit = culture},
    {.name = "leadership",
     .title = "Leadership",
     .guide = "Do the people at the top back this in public, in private and with hours of their own?",
     .started = [](Plan& p) { return any_leaf(p, A::leadership) || p.sponsor() != no_element; },
     .exit = leadership,
     .asks = Asks::sponsor},
    {.name = "governance",
     .title = "Governance",
     .guide = "Is it plain who may decide, who may speak and answer, and where the limits are?",
     .started = [](Plan& p) { return any_leaf(p, A::governance) || !p.all(Kind::policy).empty(); },
     .exit = governance},
    {.name = "technology",
     .title = "Technology",
     .guide = "Buy and build no further than the other three can carry.",
     .after = {"culture", "leadership", "governance"},
     .started = [](Plan& p) { return any_leaf(p, A::technology) || !p.tools().empty(); },
     .exit = technology,
     .orders = technology_order},
    {.name = "objectives",
     .title = "Objectives",
     .guide = "Name the organisation's own objectives, and what this plan does for each of them.",
     .started = [](Plan& p) { return !p.own_goals().empty(); },
     .exit = objectives},
    {.name = "audiences",
     .title = "Audiences",
     .guide = "Who are they, how do they use these places, where can they be met, and what would make them "
              "answer?",
     .after = {"objectives"},
     .started = [](Plan& p) { return !p.all(Kind::audience).empty(); },
     .exit = audience_exit},
    {.name = "resources",
     .title = "Resources",
     .guide = "Who already talks with customers, and when do they have a quiet hour?",
     .started = [](Plan& p) { return !p.all(Kind::resource).empty(); },
     .exit = resources},
    {.name = "activities-and-tools",
     .title = "Activities and tools",
     .guide = "Only now: what is done, where, with which tool and how often.",
     .after = {"culture", "leadership", "governance", "objectives", "audiences", "resources"},
     .started =
         [](Plan& p) {
           return !p.all(Kind::program).empty() || !p.all(Kind::activity).empty() || !p.tools().empty();
         },
     .exit = work,
     .orders = work_order},
};
constexpr std::string_view answers[] = {"step-out-of-order", "leaf-readiness", "technology-ahead",
                                        "fixed-too-early",   "unused-slack",   "any-size"};

} // namespace

const Practice clover = {.name = "clover",
                         .title = "culture, leadership, governance; technology fourth; tools last",
                         .value = choice::practice::clover,
                         .steps = steps,
                         .answers = answers};

} // namespace northline::practices
