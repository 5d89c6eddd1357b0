#include "check/mending.hpp"
#include "check/people.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "sceptic",
    "blocker",
    "answers for",
    "backs",
    "Leave it to those who answer for it as well.",
    "Name them as its sponsor no longer.",
    "Give it to {heir}, who wants the plan.",
};
constexpr std::string_view footprint[] = {
    "status",       ">owned_by.status", ">owned_by.stance", ">sponsored_by.status", ">sponsored_by.stance",
    "<takes_stance"};

struct Stand {
  Element who;
  choice::stance stance;
  bool operator<(const Stand& other) const { return who < other.who; }
};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange owners = v.out(e, Relation::owned_by), sponsors = v.out(e, Relation::sponsored_by);
  if ((owners.empty() && sponsors.empty()) || !open(v, e)) return;
  std::vector<Stand> stands; // to this very thing, which counts more than to the plan as a whole
  for (const Edge& s : v.in(e, Relation::takes_stance))
    stands.push_back({s.source, v.get(edge_field::takes_stance::stance, s)});
  std::sort(stands.begin(), stands.end());
  std::vector<Element> said;
  const auto ask = [&](Element person, std::string_view role) {
    if (!in_force(v, person)) return;
    auto stance = v.get(field::stakeholder::stance, v.as<Kind::stakeholder>(person));
    const auto own = std::lower_bound(stands.begin(), stands.end(), Stand{person, stance});
    const bool said_so = own != stands.end() && own->who == person && own->stance != choice::stance::absent;
    if (said_so) stance = own->stance;
    // A sceptic of the plan as a whole may well want this part of it.
    if (stance != choice::stance::blocker && !(said_so && stance == choice::stance::sceptic)) return;
    if (role != "answers for" && std::find(said.begin(), said.end(), person) != said.end()) return;
    said.push_back(person);
    run.report(e)
        .element("person", person)
        .text("role", role)
        .text("stance", stance == choice::stance::sceptic ? "sceptic" : "blocker");
  };
  for (const Edge& o : owners) ask(o.target, "answers for");
  for (const Edge& s : sponsors) ask(s.target, "backs");
}

// Whoever else answers for it, or backs it, goes on doing so; else the one champion of the plan takes it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element person = r.element("person");
  const bool owns = has_target(v, r.focus, Relation::owned_by, person);
  const bool backs = has_target(v, r.focus, Relation::sponsored_by, person);
  bool others = false;
  for (const Edge& o : v.out(r.focus, Relation::owned_by))
    others = others || (o.target != person && in_force(v, o.target));
  const std::string backed_no_longer =
      backs ? patch::remove_relation(v, r.focus, Relation::sponsored_by, person) : "";
  f.safety = Safety::display;
  if (!owns) {
    f.title = "Name them as its sponsor no longer.";
    f.patch = backed_no_longer;
  } else if (others) {
    f.title = "Leave it to those who answer for it as well.";
    f.patch = joined({patch::remove_relation(v, r.focus, Relation::owned_by, person), backed_no_longer});
  } else {
    const Element heir = only_open(v, Kind::stakeholder, [&v](Element e) {
      return v.get(field::stakeholder::stance, v.as<Kind::stakeholder>(e)) == choice::stance::champion &&
             !from_outside(type_of(v, e)) && people_behind(v, e) <= 1 &&
             v.out(e, Relation::takes_stance).empty();
    });
    if (heir == no_element) return false;
    f.title = "Give it to {heir}, who wants the plan.";
    f.values = {{"heir", r.describe(heir)}};
    f.patch = joined({replace_target(v, r.focus, Relation::owned_by, person, heir), backed_no_longer});
  }
  return true;
}

} // namespace

extern const Rule carried_by_an_opponent = {
    .code = "NL727",
    .name = "carried-by-an-opponent",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Do those who answer for it, or back it, want it?",
    .message = "{person}, who {role} {focus}, is against it ({stance}).",
    .advice = "Find out why; answer it, or give the goal to somebody who wants it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
