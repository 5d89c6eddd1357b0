#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Ask {sponsor} for an approval as well.",
};
constexpr std::string_view footprint[] = {"status", ">approved_by", ">owned_by"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange approvals = v.out(e, Relation::approved_by);
  if (approvals.empty() || !open(v, e)) return;
  std::vector<Element> owners;
  for (const Edge& o : v.out(e, Relation::owned_by)) owners.push_back(o.target);
  std::sort(owners.begin(), owners.end());
  Element owner = no_element;
  for (const Edge& a : approvals) {
    // Whoever was asked and has not answered may be the second pair of eyes.
    if (!std::binary_search(owners.begin(), owners.end(), a.target)) return;
    if (!v.get(edge_field::approved_by::date, a).known() &&
        v.get(edge_field::approved_by::requested, a).known())
      return;
    if (owner == no_element || by_id(v, a.target, owner)) owner = a.target;
  }
  run.report(e).element("owner", owner).at("approved_by");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!r.as_of().known()) return false;
  OnlyOne sponsor;
  for (const Element of : {r.focus, Element{root_element}})
    if (sponsor.none())
      for (const Edge& s : v.out(of, Relation::sponsored_by))
        if (in_force(v, s.target) && !has_target(v, r.focus, Relation::owned_by, s.target))
          sponsor.add(s.target);
  if (sponsor.get() == no_element) return false;
  f.title = "Ask {sponsor} for an approval as well.";
  f.values = {{"sponsor", r.describe(sponsor.get())}};
  f.safety = Safety::display;
  f.patch =
      add_relation_with(v, r.focus, Relation::approved_by, sponsor.get(), "requested", quoted(r.as_of()));
  return !f.patch.empty();
}

} // namespace

extern const Rule approves_own_work = {
    .code = "NL726",
    .name = "approves-own-work",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy, Kind::goal, Kind::program, Kind::policy),
    .question = "Did somebody other than its owner approve it?",
    .message = "{focus} was approved by nobody but its owner, {owner}.",
    .advice = "Have it approved by somebody who does not answer for it as well.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
