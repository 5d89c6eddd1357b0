#include "check/early.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"two",
     "{first} was approved on {day}, before the assessment it rests on ({ground}), and so was 1 more."},
    {"more", "{first} was approved on {day}, before the assessment it rests on ({ground}), and so were "
             "{count:others} more."},
};
constexpr std::string_view footprint[] = {"practices",
                                          "all assessment.status",
                                          "all assessment.date",
                                          "all policy.status",
                                          "all policy.approved",
                                          "all policy>approved_by",
                                          "all policy>based_on.status",
                                          "all policy>based_on.date",
                                          "all policy>based_on>found_in.status",
                                          "all policy>based_on>found_in.date"};
constexpr std::string_view causes[] = {"NL852"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  // The other ways of working do not say when policies are due; most organisations have theirs long before.
  if (!v.get(field::strategy::practices, v.as<Kind::strategy>(strategy)).has(choice::practice::landscape))
    return;
  FirstDay first;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (made(v, a, run.as_of)) first.add(v.get(field::assessment::date, a));
  });
  if (!first.any) return; // NL101 speaks
  std::vector<Early> early;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!stands(v, policy)) return;
    const Date day = approved_on(v, policy);
    if (!day.known()) return;
    FirstDay own;
    each_ground(v, policy, [&](ElementOf<Kind::assessment> a) {
      if (made(v, a, run.as_of)) own.add(v.get(field::assessment::date, a));
    });
    const FirstDay& ground = own.any ? own : first;
    if (ground.after(day)) early.push_back({policy, day, ground.day});
  });
  tell_early(run, strategy, early);
}

} // namespace

extern const Rule policy_before_assessment = {
    .code = "NL801",
    .name = "policy-before-assessment",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were the house rules agreed after somebody looked?",
    .message = "{first} was approved on {day}, before the assessment it rests on ({ground}).",
    .advice = "Look at the policies again in the light of what was found, and write the day of the "
              "new approval.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render_early,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape,
    .variants = variants,
};

} // namespace northline::rules
