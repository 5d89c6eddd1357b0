#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Stop the work for it.",
};
constexpr std::string_view footprint[] = {"all goal.status", "all goal.importance",
                                          "all goal<contributes_to.status", "all goal<contributes_to.budget",
                                          "all goal<contributes_to>consumes"};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  bool weighed = false; // where all are 0 they count alike
  std::vector<Element> none;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> g) {
    const double importance = v.get(field::goal::importance, g);
    weighed = weighed || importance > 0;
    if (importance == 0) none.push_back(g);
  });
  if (!weighed) return;
  for (const Element goal : none) {
    if (!open(v, goal)) continue;
    Element work = no_element;
    for (const Edge& e : v.in(goal, Relation::contributes_to)) {
      if (v.is(e.source, Kind::capability) || !open(v, e.source)) continue;
      const Quantity c = v.get(edge_field::contributes_to::contribution, e);
      if (c.known() && c.point() <= 0) continue;
      const bool takes = !v.out(e.source, Relation::consumes).empty() ||
                         (v.is(e.source, Kind::program) &&
                          v.get(field::program::budget, v.as<Kind::program>(e.source)).point_or(0) > 0);
      if (takes && (work == no_element || v.id(e.source) < v.id(work))) work = e.source;
    }
    if (work != no_element) run.report(goal).element("work", work).at("importance");
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  std::vector<std::string> all;
  for (const Edge& e : v.in(r.focus, Relation::contributes_to)) {
    if (!open(v, e.source) || v.is(e.source, Kind::capability)) continue;
    if (v.out(e.source, Relation::contributes_to).size() > 1) // it goes on for its other goals
      all.push_back(patch::remove_relation(v, e.source, Relation::contributes_to, r.focus));
    else
      all.push_back(set_status(v, e.source, "dropped"));
  }
  f.title = "Stop the work for it.";
  f.safety = Safety::display;
  f.patch = joined(all);
  return !all.empty();
}

} // namespace

extern const Rule importance_zero_consumes = {
    .code = "NL961",
    .name = "importance-zero-consumes",
    .category = Category::benefits,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does work for goals that do not count take resources?",
    .message = "{focus} has importance 0, so it counts in no score, but {work} takes resources "
               "for it.",
    .advice = "Give the goal the importance it has for those who pay, or stop the work.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
