#include "check/mending.hpp"
#include "check/people.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "{a} open element",
    "{a} open elements",
    "Put {heir} of the same department in their place.",
};
constexpr std::string_view footprint[] = {"status", "<owned_by.status", "<sponsored_by.status",
                                          "<performed_by.status", "<reviewed_by.status"};

constexpr Relation parts[] = {Relation::owned_by, Relation::sponsored_by, Relation::performed_by,
                              Relation::reviewed_by};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  if (in_force(v, person)) return;
  std::vector<Element> open_things;
  for (const Relation r : parts)
    for (const Edge& e : v.in(person, r)) {
      if (!open(v, e.source)) continue;
      // A review that has happened stays theirs.
      const Date day = r == Relation::reviewed_by ? v.get(edge_field::reviewed_by::date, e) : Date{};
      if (day.known() && !(run.as_of.known() && run.as_of < day)) continue;
      open_things.push_back(e.source);
    }
  if (open_things.empty()) return;
  std::sort(open_things.begin(), open_things.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  open_things.erase(std::unique(open_things.begin(), open_things.end()), open_things.end());
  auto report = run.report(person);
  report.text("what", counted(open_things.size(), "open element", "open elements"))
      .element("first", open_things.front())
      .number("elements", static_cast<double>(open_things.size()));
  relate(report, v, {open_things.begin() + 1, open_things.end()});
}

// The only one left who does the same in the same department.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const std::string department = v.text(field::stakeholder::department, v.as<Kind::stakeholder>(r.focus));
  if (department.empty()) return false;
  const Element heir = only_open(v, Kind::stakeholder, [&](Element e) {
    return type_of(v, e) == type_of(v, r.focus) &&
           v.text(field::stakeholder::department, v.as<Kind::stakeholder>(e)) == department;
  });
  if (heir == no_element) return false;
  std::vector<std::string> all;
  for (const Relation relation : parts)
    for (const Edge& e : v.in(r.focus, relation)) {
      if (!open(v, e.source)) continue;
      if (relation == Relation::reviewed_by && v.get(edge_field::reviewed_by::date, e).known()) return false;
      all.push_back(replace_target(v, e.source, relation, r.focus, heir));
      if (all.back().empty()) return false;
    }
  f.title = "Put {heir} of the same department in their place.";
  f.values = {{"heir", r.describe(heir)}};
  f.safety = Safety::display;
  f.patch = joined(all);
  return true;
}

} // namespace

extern const Rule relies_on_somebody_gone = {
    .code = "NL709",
    .name = "relies-on-somebody-gone",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::stakeholder),
    .question = "Does open work rely on somebody who is no longer there?",
    .message = "{focus} is no longer there, but {what} still names them, {first} for one.",
    .advice = "Name somebody else in their place.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
