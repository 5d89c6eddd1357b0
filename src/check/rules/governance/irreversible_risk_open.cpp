#include "check/candidates.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "there is no policy for a crisis",
    "nobody answers for it",
    "nobody answers for it, nor is there a policy for a crisis",
    "Let {who} answer for it.",
};
constexpr std::string_view footprint[] = {"all policy.status", "all policy.topic", "all risk.status",
                                          "all risk.reversible", "all risk>owned_by.status"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool crisis = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    const auto topic = v.get(field::policy::topic, policy);
    crisis = crisis ||
             ((topic == choice::topic::crisis || topic == choice::topic::absent) && committed(v, policy));
  });
  v.each_of<Kind::risk>([&](ElementOf<Kind::risk> risk) {
    if (v.get(field::risk::reversible, risk) != Maybe::no || !open(v, risk)) return;
    const bool owned = names_somebody(v, risk, Relation::owned_by);
    if (owned && crisis) return;
    run.report(risk).text("missing", owned    ? "there is no policy for a crisis"
                                     : crisis ? "nobody answers for it"
                                              : "nobody answers for it, nor is there a policy for a crisis");
  });
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (r.text("missing") != "nobody answers for it") return false;
  const Element who = watcher(v, r.focus);
  return offer(r, f, "Let {who} answer for it.", "who", Relation::owned_by, who);
}

} // namespace

extern const Rule irreversible_risk_open = {
    .code = "NL859",
    .name = "irreversible-risk-open",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there an owner and a crisis policy where harm cannot be undone?",
    .message = "{focus} cannot be made good, and {missing}.",
    .advice = "Name who answers for it under \"owned_by\", and agree who does what on the day it happens.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
