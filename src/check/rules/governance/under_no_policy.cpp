#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

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
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::landscape | Pack::smacad,
};

} // namespace northline::rules
