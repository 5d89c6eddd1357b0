#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "its owner is an entry that stands for {a} person",
    "its owner is an entry that stands for {a} people",
    "it is shared by {a} owner",
    "it is shared by {a} owners",
    "Leave it to {first} and let {other} carry it out.",
    "Leave it to {first} and keep {other} informed.",
    "Leave it to {member}, who is one of them.",
};
constexpr std::string_view footprint[] = {"status", ">owned_by.status", ">owned_by.members"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange owners = v.out(e, Relation::owned_by);
  if (owners.empty() || !committed(v, e)) return;
  std::vector<Element> present;
  for (const Edge& o : owners)
    if (in_force(v, o.target)) present.push_back(o.target);
  if (present.empty()) return;
  const double people = people_behind(v, present.front());
  if (present.size() == 1 && people <= 1) return;
  auto report = run.report(e);
  report
      .text("how", present.size() == 1 ? "its owner is an entry that stands for " +
                                             counted(static_cast<std::size_t>(people), "person", "people")
                                       : "it is shared by " + counted(present.size(), "owner", "owners"))
      .at("owned_by");
  relate(report, v, present);
}

// The first one who is named keeps it; the others go on working on it, or hear of it.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  Element first = no_element;
  std::vector<std::string> others;
  const bool work = v.is(r.focus, Kind::program) || v.is(r.focus, Kind::activity);
  const Relation part = work ? Relation::performed_by : Relation::informed;
  Element other = no_element;
  std::size_t count = 0;
  for (const Edge& o : v.out(r.focus, Relation::owned_by)) {
    if (first == no_element && in_force(v, o.target)) {
      first = o.target;
      continue;
    }
    other = o.target;
    ++count;
  }
  if (count == 0) { // an entry for several people: one of them
    OnlyOne member;
    for (const Edge& e : v.in(first, Relation::part_of))
      if (v.is(e.source, Kind::stakeholder) && in_force(v, e.source) && people_behind(v, e.source) <= 1)
        member.add(e.source);
    if (member.get() == no_element) return false;
    f.title = "Leave it to {member}, who is one of them.";
    f.values = {{"member", r.describe(member.get())}};
    f.safety = Safety::display;
    f.patch = replace_target(v, r.focus, Relation::owned_by, first, member.get());
    return !f.patch.empty();
  }
  if (count != 1 || people_behind(v, first) > 1) return false;
  const std::string keep = only_targets_left(v, r.focus, Relation::owned_by, {first});
  if (keep.empty()) return false;
  if (work)
    f.title = "Leave it to {first} and let {other} carry it out.";
  else
    f.title = "Leave it to {first} and keep {other} informed.";
  f.values = {{"first", r.describe(first)}, {"other", r.describe(other)}};
  f.safety = Safety::display;
  f.patch = joined({keep, has_target(v, r.focus, part, other) ? "" : add_relation(v, r.focus, part, other)});
  return true;
}

} // namespace

extern const Rule nobody_alone_accountable = {
    .code = "NL705",
    .name = "nobody-alone-accountable",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Is one single person accountable?",
    .message = "{focus} has no single accountable person: {how}.",
    .advice = "Name one person who answers for it; let the others perform it, be consulted or be informed.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::governance | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
