#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Put the program under {policy}.",
};
constexpr std::string_view footprint[] = {"all policy.status",
                                          "all policy.topic",
                                          "all policy.applies_to_all",
                                          "all program.status",
                                          "all program.personal_data",
                                          "all program>governed_by",
                                          "all program>part_of>governed_by",
                                          "all program>part_of.status"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  // A policy that does not say what it is about may be about this.
  const auto covers = [&](Element policy) {
    const auto topic = v.get(field::policy::topic, v.as<Kind::policy>(policy));
    return (topic == choice::topic::privacy || topic == choice::topic::absent) && in_force(v, policy);
  };
  bool everywhere = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    everywhere = everywhere || (v.get(field::policy::applies_to_all, policy) == Maybe::yes && covers(policy));
  });
  if (everywhere) return;
  const auto covered = [&](Element e) {
    for (const Edge& g : v.out(e, Relation::governed_by))
      if (covers(g.target)) return true;
    return false;
  };
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    if (v.get(field::program::personal_data, program) != Maybe::yes || !open(v, program) || covered(program))
      return;
    for (const Edge& home : v.out(program, Relation::part_of))
      if (in_force(v, home.target) && covered(home.target)) return;
    run.report(program).at("personal_data");
  });
}

bool fix(const Rendering& r, Fix& f) {
  Element found = no_element;
  r.view.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (r.view.get(field::policy::topic, policy) == choice::topic::privacy && in_force(r.view, policy) &&
        (found == no_element || by_id(r.view, policy, found)))
      found = policy;
  });
  if (found == no_element) return false;
  f.title = "Put the program under {policy}.";
  f.values = {{"policy", r.describe(found)}};
  f.safety = Safety::unsafe;
  f.patch = patch::add_relation(r.view, r.focus, Relation::governed_by, r.view.id(found));
  return true;
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule personal_data_without_privacy = {
    .code = "NL856",
    .name = "personal-data-without-privacy",
    .category = Category::governance,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does a privacy policy govern each use of personal data?",
    .message = "{focus} uses personal data, but no policy on privacy governs it.",
    .advice = "Name the privacy policy under \"governed_by\", or do without the data.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
