#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {who} work on it, the only one who is said to know it.",
};
constexpr std::string_view footprint[] = {
    "status",           ">consumes.status",         ">consumes.skill",
    ">consumes.skills", ">consumes<part_of.status", ">consumes<part_of.skills",
    ">part_of.status",  ">part_of>consumes.status", ">part_of>consumes.skills",
    "<part_of.status",  "<part_of>consumes.status", "<part_of>consumes.skills"};

std::string lower(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return s;
}

enum class Knows { no, yes, unsaid };

Knows knows(const View& v, Element resource, const std::string& skill) {
  const Raw list = v.get(field::resource::skills, v.as<Kind::resource>(resource));
  if (!list.known()) return Knows::unsaid;
  Knows found = Knows::no;
  each_text(list, [&](std::string_view text) {
    if (lower(std::string(text)) == skill) found = Knows::yes;
  });
  return found;
}

/// Whether one of those who work on it is said to have the skill.
bool somebody(const View& v, Element work, const std::string& skill) {
  for (const Edge& c : v.out(work, Relation::consumes))
    if (in_force(v, c.target) && knows(v, c.target, skill) == Knows::yes) return true;
  return false;
}

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  if (!open(v, work)) return;
  for (const Edge& c : v.out(work, Relation::consumes)) {
    const Raw raw = v.get(edge_field::consumes::skill, c);
    if (!raw.known() || !in_force(v, c.target)) continue;
    const std::string skill = View::decoded(raw), wanted = lower(skill);
    if (wanted.empty() || knows(v, c.target, wanted) != Knows::no) continue;
    bool found = somebody(v, work, wanted);
    for (const Edge& member : v.in(c.target, Relation::part_of))
      found = found || (v.is(member.source, Kind::resource) && in_force(v, member.source) &&
                        knows(v, member.source, wanted) != Knows::no);
    for (const Edge& home : v.out(work, Relation::part_of))
      found = found || (v.is(home.target, Kind::program) && in_force(v, home.target) &&
                        somebody(v, home.target, wanted));
    for (const Edge& inner : v.in(work, Relation::part_of))
      found = found || (in_force(v, inner.source) && somebody(v, inner.source, wanted));
    if (found) continue;
    run.report(work)
        .text("skill", skill)
        .key(skill)
        .at_target(Relation::consumes, c.target)
        .related(c.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const std::string skill = lower(r.text("skill"));
  const Element who =
      only_open(v, Kind::resource, [&](Element e) { return knows(v, e, skill) == Knows::yes; });
  if (who == no_element || has_target(v, r.focus, Relation::consumes, who)) return false;
  return offer(r, f, "Let {who} work on it, the only one who is said to know it.", "who", Relation::consumes,
               who);
}

} // namespace

extern const Rule skill_missing = {
    .code = "NL515",
    .name = "skill-missing",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Can the people on it do what it takes?",
    .message = "{focus} takes somebody who knows {skill}; of those on it, nobody is said to.",
    .advice = "Add somebody who can, or let one of them learn it first.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
