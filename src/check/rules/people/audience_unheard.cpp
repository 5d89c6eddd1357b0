#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} speak for them.",
};
constexpr std::string_view footprint[] = {
    "all audience.status",          "all audience<serves.status",      "all audience<speaks_for.status",
    "all audience<co_created_with", "all audience>part_of<speaks_for", "all audience>part_of<co_created_with",
    "all audience<felt_by",         "all stakeholder>speaks_for",      "all stakeholder<co_created_with"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool recorded = false; // where nobody from outside took part at all, NL707 says so
  v.each(Kind::stakeholder, [&](Element e) {
    recorded =
        recorded || !v.out(e, Relation::speaks_for).empty() || !v.in(e, Relation::co_created_with).empty();
  });
  v.each(Kind::audience,
         [&](Element e) { recorded = recorded || !v.in(e, Relation::co_created_with).empty(); });
  if (!recorded) return;
  const auto heard = [&](Element audience) {
    return !v.in(audience, Relation::speaks_for).empty() ||
           !v.in(audience, Relation::co_created_with).empty();
  };
  v.each(Kind::audience, [&](Element audience) {
    if (!in_force(v, audience)) return;
    bool served = false;
    for (const Edge& s : v.in(audience, Relation::serves)) served = served || open(v, s.source);
    if (!served || heard(audience)) return;
    for (const Edge& whole : v.out(audience, Relation::part_of))
      if (heard(whole.target)) return;
    run.report(audience);
  });
}

// Whoever knows most of them; else the only representative of the market who speaks for nobody yet.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element best = no_element;
  double most = 0;
  for (const Edge& h : v.in(r.focus, Relation::holds_relationship)) {
    const double share = v.get(edge_field::holds_relationship::share, h).point_or(0);
    if (!in_force(v, h.source) ||
        (best != no_element && (share < most || (share == most && by_id(v, best, h.source)))))
      continue;
    best = h.source;
    most = share;
  }
  if (best == no_element)
    best = only_open(v, Kind::stakeholder, [&v](Element e) {
      return type_of(v, e) == choice::stakeholder_type::market_representative &&
             v.out(e, Relation::speaks_for).empty();
    });
  if (best == no_element) return false;
  f.title = "Let {who} speak for them.";
  f.values = {{"who", r.describe(best)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, best, Relation::speaks_for, r.focus);
  return true;
}

} // namespace

extern const Rule audience_unheard = {
    .code = "NL720",
    .name = "audience-unheard",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Did anybody speak for each audience?",
    .message = "Nobody speaks for {focus}, and nothing was made together with them.",
    .advice = "Find somebody who knows these people, or one of them, and name them under \"speaks_for\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
