#include "check/candidates.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Put it under {policy}.",
};
constexpr std::string_view footprint[] = {"all policy.status",
                                          "all policy.applies_to_all",
                                          "all program.status",
                                          "all program>governed_by.status",
                                          "all program>part_of>governed_by.status",
                                          "all channel.status",
                                          "all channel.state",
                                          "all channel>governed_by.status"};

bool governed(const View& v, Element e) { return names_somebody(v, e, Relation::governed_by); }

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool everywhere = false, any = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!in_force(v, policy)) return;
    any = true;
    everywhere = everywhere || v.get(field::policy::applies_to_all, policy) == Maybe::yes;
  });
  if (everywhere || !any) return; // without any policy NL851 speaks
  v.each(Kind::program, [&](Element program) {
    if (!committed(v, program) || governed(v, program)) return;
    for (const Edge& home : v.out(program, Relation::part_of))
      if (governed(v, home.target)) return;
    run.report(program);
  });
  v.each(Kind::channel, [&](Element channel) {
    if (usable(v, channel) && committed(v, channel) && !governed(v, channel)) run.report(channel);
  });
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // The one policy there is, or the one that all others of its kind stand under.
  Element policy = only_open(v, Kind::policy, [&v](Element p) { return committed(v, p); });
  if (policy == no_element) {
    OnlyOne shared;
    each_of_few(v, v.kind(r.focus), [&](Element other) {
      if (!open(v, other)) return;
      for (const Edge& g : v.out(other, Relation::governed_by))
        if (committed(v, g.target)) shared.add(g.target);
    });
    policy = shared.get();
  }
  // Closed periods are not put on work that was planned without them.
  if (policy != no_element && v.has(field::policy::windows, v.as<Kind::policy>(policy))) return false;
  return offer(r, f, "Put it under {policy}.", "policy", Relation::governed_by, policy);
}

} // namespace

extern const Rule under_no_policy = {
    .code = "NL854",
    .name = "under-no-policy",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does each program and channel stand under a policy?",
    .message = "{focus} stands under no policy.",
    .advice = "Name the policies that hold for it under \"governed_by\", or let one apply to all.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
