#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"goals", 3, "goals that may not hang on one person"},
};
constexpr std::string_view footprint[] = {"all goal.status",   "all goal.importance", "all resource.status",
                                          "all resource.type", "fact load",           "fact work_units",
                                          "fact goal_graph"};

constexpr Element several = no_element - 1;

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  const Rows& goals = run.facts.goals().rows();
  // Who works for each piece of work: nobody, one resource, or several.
  std::vector<Element> worker(work.size(), no_element);
  for (std::uint32_t unit = 0; unit < work.size(); ++unit)
    for (const std::uint32_t i : load.of_unit(unit)) {
      const Demand& d = load.demands()[i];
      if (!load.works(d.resource) || d.hours == 0) continue;
      worker[unit] = worker[unit] == no_element || worker[unit] == d.resource ? d.resource : several;
    }
  double sum = 0, given = 0;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> g) {
    const double importance = v.get(field::goal::importance, g);
    if (!known(importance) || !open(v, g)) return;
    sum += importance;
    ++given;
  });
  std::vector<std::pair<Element, Element>> alone; // person, goal
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> g) {
    if (!open(v, g)) return;
    const double importance = v.get(field::goal::importance, g);
    if (given > 0 && !(importance * given >= sum)) return; // less important than goals are on average
    Element one = no_element;
    for (const Contribution& c : work.to_goal(goals.of(g))) {
      const Element here = worker[c.other];
      if (here == no_element) continue;
      one = one == no_element || one == here ? here : several;
    }
    if (one != no_element && one != several) alone.emplace_back(one, g);
  });
  std::sort(alone.begin(), alone.end());
  for (std::size_t i = 0; i < alone.size();) {
    const Element person = alone[i].first;
    std::vector<Element> theirs;
    for (; i < alone.size() && alone[i].first == person; ++i) theirs.push_back(alone[i].second);
    if (static_cast<double>(theirs.size()) < run.parameter(0) ||
        v.get(field::resource::type, v.as<Kind::resource>(person)) != choice::resource_type::person)
      continue;
    auto report = run.report(person);
    report.number("count", static_cast<double>(theirs.size()));
    relate(report, v, std::move(theirs));
  }
}

} // namespace

extern const Rule all_on_one_person = {
    .code = "NL507",
    .name = "all-on-one-person",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does the plan survive the absence of one person?",
    .message = "{focus} is the only one who works for {count} of the most important goals.",
    .advice = "Give a second person a part in some of them, so that it does not all stop at once.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .small = Severity::advice,
};

} // namespace northline::rules
