#include "check/candidates.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Start it on {approved}.",
};
constexpr std::string_view footprint[] = {
    "all policy.status",      "all policy.topic",   "all policy.approved", "all policy.applies_to_all",
    "all policy>approved_by", "all program.status", "all program.start",   "all program>governed_by"};
constexpr std::string_view causes[] = {"NL852"};

/// The first day on which the policy was known to be approved: a renewal does not make it late.
Date first_approval(const View& v, ElementOf<Kind::policy> policy) {
  Date first = v.get(field::policy::approved, policy);
  for (const Edge& a : v.out(policy, Relation::approved_by)) {
    const Date d = v.get(edge_field::approved_by::date, a);
    if (d.known() && (!first.known() || d < first)) first = d;
  }
  return first;
}

struct Rules {
  Element policy;
  Date approved;
  choice::topic topic;
};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const auto rules_of = [&](ElementOf<Kind::policy> policy) {
    return Rules{policy, first_approval(v, policy), v.get(field::policy::topic, policy)};
  };
  std::vector<Rules> for_all, rules;
  Date last; // no program that starts later can be early
  bool governs_some = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!committed(v, policy)) return;
    const Date d = first_approval(v, policy);
    if (!d.known()) return; // NL852 asks for the approval
    governs_some = true;
    if (!last.known() || last < d) last = d;
    if (v.get(field::policy::applies_to_all, policy) == Maybe::yes) for_all.push_back(rules_of(policy));
  });
  if (!governs_some) return;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    const Date start = v.get(field::program::start, program);
    if (!start.known() || !(start < last) || !committed(v, program)) return;
    rules = for_all;
    for (const Edge& g : v.out(program, Relation::governed_by)) {
      const ElementOf<Kind::policy> policy{g.target};
      if (committed(v, policy)) rules.push_back(rules_of(policy));
    }
    const auto in_time = [&](const Rules& late) { // another policy on the same matter was there
      for (const Rules& other : rules)
        if (other.topic == late.topic && late.topic != choice::topic::absent && other.approved.known() &&
            !(start < other.approved))
          return true;
      return false;
    };
    const Rules* shown = nullptr;
    std::vector<Element> late;
    for (const Rules& each : rules) {
      if (!each.approved.known() || !(start < each.approved) || in_time(each)) continue;
      late.push_back(each.policy);
      if (shown == nullptr || shown->approved < each.approved ||
          (shown->approved == each.approved && by_id(v, each.policy, shown->policy)))
        shown = &each;
    }
    if (shown == nullptr) return;
    auto report = run.report(program);
    report.date("start", start)
        .element("policy", shown->policy)
        .date("approved", shown->approved)
        .at("start");
    late.erase(std::remove(late.begin(), late.end(), shown->policy), late.end());
    relate(report, v, late);
  });
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Date day = r.date("approved"), end = v.get(field::program::end, v.as<Kind::program>(r.focus));
  if ((end.known() && end < day) || v.get(field::common::status, r.focus) == choice::status::active)
    return false; // what has begun cannot begin later
  f.title = "Start it on {approved}.";
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "start", quoted(day));
  return true;
}

} // namespace

extern const Rule starts_before_policy = {
    .code = "NL803",
    .name = "starts-before-policy",
    .category = Category::order,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Was every policy approved when the work under it began?",
    .message = "{focus} starts on {start}, before {policy}, under which it falls, is approved "
               "({approved}).",
    .advice = "Start later, or have the policy approved earlier.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
