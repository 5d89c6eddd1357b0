#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let the policy apply to all.",
};
constexpr std::string_view footprint[] = {"status", "applies_to_all", "<governed_by.status",
                                          "<mitigated_by.status"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (v.get(field::policy::applies_to_all, v.as<Kind::policy>(policy)) == Maybe::yes || !committed(v, policy))
    return;
  for (const Relation r : {Relation::governed_by, Relation::mitigated_by})
    for (const Edge& e : v.in(policy, r))
      if (in_force(v, e.source)) return;
  run.report(policy);
}

bool fix(const Rendering& r, Fix& f) {
  // Neither closed periods nor rules that come later are put on work that was planned without them.
  const ElementOf<Kind::policy> policy{r.focus};
  const Date approved = approved_on(r.view, policy);
  bool late = r.view.has(field::policy::windows, policy);
  each_of_few(r.view, Kind::program, [&](Element e) {
    const Date start = r.view.get(field::program::start, r.view.as<Kind::program>(e));
    late = late || (start.known() && start < approved && committed(r.view, e));
  });
  if (late) return false;
  f.title = "Let the policy apply to all.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "applies_to_all", "true");
  return true;
}

} // namespace

extern const Rule policy_governs_nothing = {
    .code = "NL865",
    .name = "policy-governs-nothing",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Does the policy hold for anything?",
    .message = "{focus} governs nothing: no program, activity or channel stands under it, and it does not "
               "apply to all.",
    .advice = "Name it under \"governed_by\" of what it holds for, or let it apply to all.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .phrases = phrases,
};

} // namespace northline::rules
