#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"owner_counts", 0, "1: the owner of the strategy counts as its sponsor", 1},
};
constexpr std::string_view phrases[] = {
    "Ask {who} to be its sponsor, and name them.",
};
constexpr std::string_view footprint[] = {
    ">sponsored_by.status",         ">sponsored_by.type",         ">owned_by.status",  "all goal.status",
    "all goal>sponsored_by.status", "all goal>sponsored_by.type", "all program.status"};

bool backed(const View& v, Element e) {
  for (const Edge& s : v.out(e, Relation::sponsored_by)) {
    const auto type = type_of(v, s.target);
    if (in_force(v, s.target) &&
        (type == choice::stakeholder_type::executive || type == choice::stakeholder_type::absent))
      return true;
  }
  return false;
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (backed(v, strategy)) return;
  bool planned = false, goal_backed = false;
  v.each(Kind::goal, [&](Element goal) {
    if (!open(v, goal)) return;
    planned = true;
    goal_backed = goal_backed || backed(v, goal);
  });
  if (goal_backed) return;
  v.each(Kind::program, [&](Element program) { planned = planned || open(v, program); });
  if (!planned) return;
  if (run.parameter(0) > 0 && names_somebody(v, strategy, Relation::owned_by)) return;
  auto report = run.report(strategy);
  std::vector<Element> others;
  for (const Edge& s : v.out(strategy, Relation::sponsored_by)) others.push_back(s.target);
  relate(report, v, others);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

// The one executive who is known to want the plan; else the only one there is, unless they are against it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne willing, any;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> e) {
    if (type_of(v, e) != choice::stakeholder_type::executive || !open(v, e)) return;
    const auto stance = v.get(field::stakeholder::stance, e);
    if (stance == choice::stance::champion || stance == choice::stance::supporter) willing.add(e);
    if (stance != choice::stance::sceptic && stance != choice::stance::blocker) any.add(e);
  });
  const Element who = willing.none() ? any.get() : willing.get();
  return offer(r, f, "Ask {who} to be its sponsor, and name them.", "who", Relation::sponsored_by, who);
}

} // namespace

extern const Rule no_executive_sponsor = {
    .code = "NL701",
    .name = "no-executive-sponsor",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does an executive stand behind the strategy?",
    .message = "No executive stands behind the strategy as its sponsor.",
    .advice = "Ask one of the executives to back the plan in public and with their own time, and name them "
              "under \"sponsored_by\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover,
    .phrases = phrases,
};

} // namespace northline::rules
