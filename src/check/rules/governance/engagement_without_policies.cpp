#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "moderation or crisis",
    "crisis",
    "moderation",
    "Put the program under {policy}.",
};
constexpr std::string_view footprint[] = {
    "all policy.status",         "all policy.topic",        "all policy.approved",
    "all policy.applies_to_all", "all policy>approved_by",  "all program.status",
    "all program.type",          "all program>governed_by", "all program>part_of"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

constexpr choice::topic required[] = {choice::topic::moderation, choice::topic::crisis};
constexpr unsigned both = 3;

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const auto topic_of =
      [&](Element policy) -> unsigned { // as a bit; 0: not one that is asked for, or not valid
    const ElementOf<Kind::policy> p{policy};
    const auto topic = v.get(field::policy::topic, p);
    const unsigned bit = topic == required[0] ? 1 : topic == required[1] ? 2 : 0;
    if (bit == 0 || !in_force(v, policy)) return 0;
    const Date day = approved_on(v, p);
    return day.known() && !(run.as_of.known() && run.as_of < day) ? bit : 0;
  };
  unsigned everywhere = 0;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    if (v.get(field::policy::applies_to_all, p) == Maybe::yes) everywhere |= topic_of(p);
  });
  if (everywhere == both) return;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    const auto type = v.get(field::program::type, program);
    if ((type != choice::program_type::engagement && type != choice::program_type::community &&
         type != choice::program_type::service) ||
        !open(v, program))
      return;
    unsigned covered = everywhere;
    for (const Edge& e : v.out(program, Relation::governed_by)) covered |= topic_of(e.target);
    for (const Edge& home : v.out(program, Relation::part_of))
      if (in_force(v, home.target))
        for (const Edge& e : v.out(home.target, Relation::governed_by)) covered |= topic_of(e.target);
    if (covered == both) return;
    run.report(program).text("missing", covered == 0   ? "moderation or crisis"
                                        : covered == 1 ? "crisis"
                                                       : "moderation");
  });
}

bool fix(const Rendering& r, Fix& f) {
  const std::string missing = r.text("missing");
  if (missing != "moderation" && missing != "crisis") return false;
  const auto topic = missing == "crisis" ? choice::topic::crisis : choice::topic::moderation;
  Element found = no_element;
  r.view.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    const Date day = approved_on(r.view, p);
    if (found == no_element && r.view.get(field::policy::topic, p) == topic && in_force(r.view, p) &&
        day.known() && !(r.as_of().known() && r.as_of() < day))
      found = p;
  });
  if (found == no_element) return false;
  f.title = "Put the program under {policy}.";
  f.values = {{"policy", r.describe(found)}};
  f.safety = Safety::unsafe;
  f.patch = patch::add_relation(r.view, r.focus, Relation::governed_by, r.view.id(found));
  return true;
}

} // namespace

extern const Rule engagement_without_policies = {
    .code = "NL855",
    .name = "engagement-without-policies",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Do programs that talk with people stand under rules for moderation and for a crisis?",
    .message = "{focus} talks with people, but no approved policy on {missing} governs it.",
    .advice = "Agree the policy, have it approved, and name it under \"governed_by\" or let it apply to all.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
