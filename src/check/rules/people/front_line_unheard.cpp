#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Discuss {program} with {who}.",
};
constexpr std::string_view footprint[] = {"all resource.status",
                                          "all resource.customer_facing",
                                          "all resource<works_as.status",
                                          "all resource<works_as<co_created_with",
                                          "all resource<works_as<consulted",
                                          "all resource<works_as<owned_by",
                                          "all resource<works_as<reviewed_by",
                                          "all resource<works_as<performed_by",
                                          "all goal.status",
                                          "all program.status"};

constexpr Relation parts[] = {Relation::co_created_with, Relation::consulted, Relation::owned_by,
                              Relation::reviewed_by, Relation::performed_by};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::vector<Element> facing;
  bool heard = false;
  v.each_of<Kind::resource>([&](ElementOf<Kind::resource> resource) {
    if (heard || v.get(field::resource::customer_facing, resource) != Maybe::yes || !in_force(v, resource))
      return;
    facing.push_back(resource);
    for (const Edge& w : v.in(resource, Relation::works_as))
      if (in_force(v, w.source))
        for (const Relation r : parts) heard = heard || !v.in(w.source, r).empty();
  });
  if (heard || facing.empty()) return;
  bool planned = false;
  v.each(Kind::goal, [&](Element e) { planned = planned || committed(v, e); });
  v.each(Kind::program, [&](Element e) { planned = planned || committed(v, e); });
  if (!planned) return;
  const Element first =
      *std::min_element(facing.begin(), facing.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  facing.erase(std::find(facing.begin(), facing.end(), first));
  auto report = run.report(strategy);
  report.element("resource", first);
  relate(report, v, facing);
}

// The work that takes their hours is the first to be discussed with them.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne who;
  for (const Edge& w : v.in(r.element("resource"), Relation::works_as))
    if (in_force(v, w.source)) who.add(w.source);
  if (who.get() == no_element) return false;
  Element program = no_element;
  for (const Edge& c : v.in(r.element("resource"), Relation::consumes))
    if (v.is(c.source, Kind::program) && open(v, c.source) &&
        (program == no_element || by_id(v, c.source, program)))
      program = c.source;
  if (program == no_element) program = only_open(v, Kind::program);
  if (program == no_element) return false;
  f.title = "Discuss {program} with {who}.";
  f.values = {{"program", r.describe(program)}, {"who", r.describe(who.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::consulted, who.get());
  return true;
}

} // namespace

extern const Rule front_line_unheard = {
    .code = "NL722",
    .name = "front-line-unheard",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Did the people who face customers have a part in the plan?",
    .message = "The people who face customers, such as {resource}, own nothing in the plan, and it was "
               "neither made nor discussed with them.",
    .advice = "Ask those who talk with customers every day before deciding what to tell customers.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core,
    .phrases = phrases,
};

} // namespace northline::rules
