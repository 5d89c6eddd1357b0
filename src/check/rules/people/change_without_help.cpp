#include "check/mending.hpp"
#include "check/people.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} be for {people} as well.",
};
constexpr std::string_view footprint[] = {"all program.status",
                                          "all program.type",
                                          "all program>raises",
                                          "all program>contributes_to",
                                          "all program>serves.status",
                                          "all program>serves.type",
                                          "all program>performed_by.status",
                                          "all program>performed_by.type",
                                          "all program>owned_by",
                                          "all program>informed",
                                          "all program>depends_on",
                                          "all program<depends_on.type",
                                          "all program<depends_on.status",
                                          "all program<part_of>raises",
                                          "all program<part_of.type",
                                          "all program>part_of.type",
                                          "all program>part_of.status",
                                          "all goal"};

bool educates(const View& v, Element e) {
  return v.is(e, Kind::program) && in_force(v, e) &&
         v.get(field::program::type, v.as<Kind::program>(e)) == choice::program_type::education;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  // What education programs help, and whom they are for: goals, people and audiences.
  std::vector<bool> helped(v.size(), false);
  std::vector<Element> changes;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> program) {
    const auto type = v.get(field::program::type, program);
    if (type == choice::program_type::education && in_force(v, program)) {
      for (const Edge& e : v.out(program, Relation::contributes_to)) helped[e.target] = true;
      for (const Edge& e : v.out(program, Relation::serves)) helped[e.target] = true;
    }
    if (type == choice::program_type::business_process && committed(v, program)) changes.push_back(program);
  });
  std::vector<Element> people, told; // people of the organisation; of them the owners and those who know
  for (const Element program : changes) {
    people.clear();
    for (const Relation r : {Relation::serves, Relation::performed_by})
      for (const Edge& e : v.out(program, r))
        if (v.is(e.target, Kind::stakeholder) && in_force(v, e.target) && !from_outside(type_of(v, e.target)))
          people.push_back(e.target);
    if (people.empty()) continue;
    told.clear();
    for (const Relation r : {Relation::owned_by, Relation::informed})
      for (const Edge& e : v.out(program, r)) told.push_back(e.target);
    std::sort(told.begin(), told.end());
    people.erase(std::remove_if(people.begin(), people.end(),
                                [&](Element p) { return std::binary_search(told.begin(), told.end(), p); }),
                 people.end());
    if (people.empty()) continue;
    bool help = !v.out(program, Relation::raises).empty();
    for (const Relation r : {Relation::contributes_to, Relation::serves, Relation::performed_by})
      for (const Edge& e : v.out(program, r)) help = help || helped[e.target];
    for (const Edge& e : v.out(program, Relation::depends_on)) help = help || educates(v, e.target);
    for (const Edge& e : v.in(program, Relation::depends_on)) help = help || educates(v, e.source);
    for (const Edge& e : v.out(program, Relation::part_of)) help = help || educates(v, e.target);
    for (const Edge& e : v.in(program, Relation::part_of))
      help = help || educates(v, e.source) || !v.out(e.source, Relation::raises).empty();
    if (help) continue;
    auto report = run.report(program);
    report.element("people", *std::min_element(people.begin(), people.end(),
                                               [&v](Element a, Element b) { return by_id(v, a, b); }));
  }
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element people = r.element("people");
  const Element program = only_open(v, Kind::program, [&v](Element e) {
    return v.get(field::program::type, v.as<Kind::program>(e)) == choice::program_type::education;
  });
  if (program == no_element) return false;
  f.title = "Let {program} be for {people} as well.";
  f.values = {{"program", r.describe(program)}, {"people", r.describe(people)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::serves, people);
  return true;
}

} // namespace

extern const Rule change_without_help = {
    .code = "NL716",
    .name = "change-without-help",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Are people helped where they have to work differently?",
    .message = "{focus} changes how {people} work, but it builds no capability, no education goes with it, "
               "and they were not informed.",
    .advice = "Plan what these people need to learn: let a program of type education help the same goal or "
              "serve them, or say under \"raises\" which capability the program builds.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
