#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

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
    .packs = Pack::core | Pack::governance,
    .small = Severity::off,
};

} // namespace northline::rules
