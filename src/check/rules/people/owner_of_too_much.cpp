#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"things", 7, "open goals and programs that one person may own"},
};
constexpr std::string_view phrases[] = {
    "Hand {thing} to {who} ({a} of {count} like this).",
    "Hand {thing} to {who}.",
};
constexpr std::string_view footprint[] = {"status", "members", "<owned_by.status"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange owned = v.in(person, Relation::owned_by);
  if (owned.empty() || !in_force(v, person)) return;
  std::size_t things = 0;
  for (const Edge& e : owned)
    if ((v.is(e.source, Kind::goal) || v.is(e.source, Kind::program)) && open(v, e.source)) ++things;
  const double people = v.get(field::stakeholder::members, v.as<Kind::stakeholder>(person));
  if (static_cast<double>(things) > run.parameter(0) * (known(people) ? people : 1))
    run.report(person).number("things", static_cast<double>(things)).number("limit", run.parameter(0));
}

// To those who do the work, by id, until it is no more than anybody can look after.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const double people = people_behind(v, r.focus);
  double left = r.number("things");
  std::vector<std::pair<Element, Element>> handed;
  std::vector<Element> owned;
  for (const Edge& e : v.in(r.focus, Relation::owned_by))
    if ((v.is(e.source, Kind::goal) || v.is(e.source, Kind::program)) && open(v, e.source))
      owned.push_back(e.source);
  std::sort(owned.begin(), owned.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  for (const Element thing : owned) {
    if (!(left > r.number("limit") * people)) break;
    OnlyOne heir;
    const auto ask = [&](Element of, Relation relation) {
      for (const Edge& e : v.out(of, relation))
        if (in_force(v, e.target) && !from_outside(type_of(v, e.target))) heir.add(e.target);
    };
    if (v.is(thing, Kind::program)) {
      ask(thing, Relation::performed_by);
    } else {
      for (const Edge& c : v.in(thing, Relation::contributes_to))
        if (open(v, c.source) && helps(v, c)) ask(c.source, Relation::owned_by);
    }
    const Element who = heir.get();
    if (who == no_element || who == r.focus) continue;
    // Whoever gets it must not answer for too much themselves.
    std::size_t theirs = 1;
    for (const Edge& e : v.in(who, Relation::owned_by))
      theirs += (v.is(e.source, Kind::goal) || v.is(e.source, Kind::program)) && open(v, e.source);
    for (const auto& [other, whose] : handed) theirs += whose == who;
    if (static_cast<double>(theirs) > r.number("limit")) continue;
    handed.emplace_back(thing, who);
    --left;
  }
  if (handed.empty() || left > r.number("limit") * people) return false;
  std::vector<std::string> all;
  for (const auto& [thing, who] : handed) {
    all.push_back(replace_target(v, thing, Relation::owned_by, r.focus, who));
    if (all.back().empty()) return false;
  }
  f.title = "Hand {thing} to {who} (1 of {count} like this).";
  if (handed.size() == 1) f.title = "Hand {thing} to {who}.";
  f.values = {{"thing", r.describe(handed[0].first)},
              {"who", r.describe(handed[0].second)},
              {"count", std::to_string(handed.size())}};
  f.safety = Safety::display;
  f.patch = joined(all);
  return true;
}

} // namespace

extern const Rule owner_of_too_much = {
    .code = "NL706",
    .name = "owner-of-too-much",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Does anybody answer for more than they can look after?",
    .message = "{focus} answers for {things} open goals and programs.",
    .advice = "Hand some of them to the people who do the work.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
