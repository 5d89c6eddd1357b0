#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {owner}, who answers for it, take part in it.",
    "Let {people} take part in it.",
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "execution",
                                          ">consumes.status",
                                          ">consumes.type",
                                          ">consumes.internal",
                                          "<part_of.status",
                                          "<part_of>consumes.status",
                                          "<part_of>consumes.type",
                                          "<part_of>consumes.internal",
                                          ">performed_by.status",
                                          ">performed_by.type"};

/// Counts those who work on it; false as soon as one may be from inside.
bool outsiders(const View& v, Element work, std::vector<Element>& all) {
  for (const Edge& c : v.out(work, Relation::consumes)) {
    if (!in_force(v, c.target)) continue;
    const ElementOf<Kind::resource> r{c.target};
    const auto type = v.get(field::resource::type, r);
    const bool agency = type == choice::resource_type::agency;
    if (!agency && type != choice::resource_type::person && type != choice::resource_type::team) {
      if (type == choice::resource_type::absent) return false;
      continue;
    }
    const Maybe internal = v.get(field::resource::internal, r);
    if (internal == Maybe::yes || (internal == Maybe::unknown && !agency)) return false;
    all.push_back(c.target);
  }
  return true;
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  const auto type = v.get(field::program::type, p);
  if (type != choice::program_type::engagement && type != choice::program_type::community &&
      type != choice::program_type::service)
    return;
  if (!open(v, program) || v.get(field::program::execution, p) == choice::execution::market) return;
  std::vector<Element> all;
  if (!outsiders(v, program, all)) return;
  for (const Edge& part : v.in(program, Relation::part_of))
    if (in_force(v, part.source) && !outsiders(v, part.source, all)) return;
  if (all.empty()) return;
  for (const Edge& e : v.out(program, Relation::performed_by)) {
    const auto who = v.get(field::stakeholder::type, v.as<Kind::stakeholder>(e.target));
    if (in_force(v, e.target) && who != choice::stakeholder_type::agency &&
        who != choice::stakeholder_type::partner)
      return;
  }
  auto report = run.report(program);
  relate(report, v, std::move(all));
}

// Whoever answers for it inside; else the only people inside who are recorded.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  f.safety = Safety::display;
  const Element owner = answerable(v, r.focus, true);
  if (owner != no_element && !has_target(v, r.focus, Relation::performed_by, owner) &&
      v.get(field::stakeholder::type, v.as<Kind::stakeholder>(owner)) != choice::stakeholder_type::absent) {
    f.title = "Let {owner}, who answers for it, take part in it.";
    f.values = {{"owner", r.describe(owner)}};
    f.patch = add_relation(v, r.focus, Relation::performed_by, owner);
    return true;
  }
  const Element people = only_open(v, Kind::resource, [&v](Element e) {
    const ElementOf<Kind::resource> x{e};
    const auto type = v.get(field::resource::type, x);
    return (type == choice::resource_type::person || type == choice::resource_type::team) &&
           v.get(field::resource::internal, x) != Maybe::no;
  });
  if (people == no_element || has_target(v, r.focus, Relation::consumes, people)) return false;
  f.title = "Let {people} take part in it.";
  f.values = {{"people", r.describe(people)}};
  f.patch = add_relation(v, r.focus, Relation::consumes, people);
  return true;
}

} // namespace

extern const Rule conversation_outsourced = {
    .code = "NL517",
    .name = "conversation-outsourced",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Does somebody inside take part in the conversation with customers?",
    .message = "{focus} is a conversation with customers, and everybody who holds it comes from outside.",
    .advice = "Let somebody from inside answer too, at least the questions that matter.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
