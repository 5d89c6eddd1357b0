#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Move it behind the closed period, to {a}.",
};
constexpr std::string_view footprint[] = {"all policy.status",
                                          "all policy.windows",
                                          "all policy.applies_to_all",
                                          "all policy<governed_by",
                                          "all policy<governed_by.status",
                                          "all policy<governed_by.start",
                                          "all policy<governed_by.end",
                                          "all policy<governed_by.cadence",
                                          "all policy<governed_by<part_of.status",
                                          "all policy<governed_by<part_of.start",
                                          "all policy<governed_by<part_of.end",
                                          "all policy<governed_by<part_of.cadence",
                                          "all policy<governed_by<part_of>uses",
                                          "all policy<governed_by<uses.status",
                                          "all policy<governed_by<uses.start",
                                          "all policy<governed_by<uses.end",
                                          "all policy<governed_by<uses.cadence",
                                          "all policy<governed_by>uses",
                                          "all policy<governed_by<uses>uses",
                                          "all activity.status",
                                          "all activity.start",
                                          "all activity.end",
                                          "all activity.cadence",
                                          "all activity>uses"};

/// Activities pause in closed periods, so only one that has no other day stands against them.
const Window* closed(const View& v, ElementOf<Kind::activity> a, const std::vector<Window>& periods) {
  const Date start = v.get(field::activity::start, a);
  if (!start.known()) return nullptr;
  Date end = v.get(field::activity::end, a);
  if (!end.known()) {
    if (v.get(field::activity::cadence, a).known()) return nullptr;
    end = start;
  }
  for (const Window& w : periods)
    if (!(start < w.start) && !(w.end < end) && !(end < start)) return &w;
  return nullptr;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  std::vector<Element> found;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    const Raw list = v.get(field::policy::windows, policy);
    if (!list.known() || !committed(v, policy)) return;
    const std::vector<Window> closed_periods = windows(list);
    if (closed_periods.empty()) return;
    found.clear();
    const auto look = [&](Element e) {
      if (!v.is(e, Kind::activity) || !committed(v, e)) return;
      if (closed(v, v.as<Kind::activity>(e), closed_periods) == nullptr) return;
      for (const Edge& u : v.out(e, Relation::uses))
        if (v.is(u.target, Kind::channel)) { // what reaches nobody outside is no post
          found.push_back(e);
          return;
        }
    };
    if (v.get(field::policy::applies_to_all, policy) == Maybe::yes)
      v.each(Kind::activity, look);
    else
      for (const Edge& g : v.in(policy, Relation::governed_by)) {
        look(g.source);
        if (v.is(g.source, Kind::program))
          for (const Edge& e : v.in(g.source, Relation::part_of)) look(e.source);
        if (v.is(g.source, Kind::channel))
          for (const Edge& e : v.in(g.source, Relation::uses)) look(e.source);
      }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const Element e : found) {
      const Window w = *closed(v, v.as<Kind::activity>(e), closed_periods);
      run.report(e)
          .element("policy", policy)
          .date("start", v.get(field::activity::start, v.as<Kind::activity>(e)))
          .date("from", w.start)
          .date("to", w.end)
          .at("start");
    }
  });
}

// To the first day on which no closed period of any policy would swallow it again.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::activity> a{r.focus};
  std::vector<Window> all;
  if (v.count(Kind::policy) > most_searched) return false; // all of them count, or the day may be closed too
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    if (!in_force(v, p)) return;
    const std::vector<Window> own = windows(v.get(field::policy::windows, p));
    all.insert(all.end(), own.begin(), own.end());
  });
  const Date before = v.get(field::activity::start, a);
  const Date end = v.get(field::activity::end, a);
  Date start = before;
  for (bool moved = true; moved;) {
    moved = false;
    for (const Window& w : all)
      if (!(start < w.start) && !(w.end < start)) {
        start = w.end + 1;
        moved = true;
      }
  }
  f.title = "Move it behind the closed period, to " + to_string(start) + ".";
  f.safety = Safety::display;
  f.patch = joined({set_member(v, r.focus, "start", quoted(start)),
                    end.known() ? set_member(v, r.focus, "end", quoted(end + (start - before))) : ""});
  return true;
}

} // namespace

extern const Rule planned_in_closed_period = {
    .code = "NL413",
    .name = "planned-in-closed-period",
    .category = Category::channels,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Is everything planned outside of the closed periods?",
    .message = "{focus} is planned for {start}, in the closed period of {policy} from {from} to {to}.",
    .advice = "Move it to a day before or after the closed period.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
