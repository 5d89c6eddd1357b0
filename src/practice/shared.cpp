// Looks and grounds that several practices share.
#include "practice/step.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace northline::practices {
namespace {

/// Nobody can tell: what it rests on is not recorded on the element itself, though there is some.
FirstDay untold() {
  FirstDay f;
  f.any = true;
  f.open = true;
  return f;
}
FirstDay known_by(bool any) { return any ? untold() : FirstDay{}; }

} // namespace

std::vector<Element> own_goals(Plan& p) { return p.own_goals(); }
std::vector<Element> audiences(Plan& p) { return p.all(Kind::audience); }
std::vector<Element> programs(Plan& p) { return p.all(Kind::program); }
std::vector<Element> policies(Plan& p) { return p.all(Kind::policy); }
std::vector<Element> tools(Plan& p) { return p.tools(); }
std::vector<Element> programs_and_activities(Plan& p) {
  std::vector<Element> list = p.all(Kind::program);
  const auto& more = p.all(Kind::activity);
  list.insert(list.end(), more.begin(), more.end());
  return list;
}
std::vector<Element> work_and_tools(Plan& p) {
  std::vector<Element> list = programs_and_activities(p);
  const auto more = p.tools();
  list.insert(list.end(), more.begin(), more.end());
  return list;
}
std::vector<Element> approval(Plan& p) {
  if (latest_approval(p.v, root_element).known()) return {root_element};
  return {};
}
std::vector<Element> metrics_with_targets(Plan& p) {
  std::vector<Element> list;
  for (const Element m : p.all(Kind::metric))
    if (p.v.get(field::metric::targets, p.v.as<Kind::metric>(m)).known())
      for (const Element g : p.sources(m, Relation::measured_by))
        if (p.v.is(g, Kind::goal) && p.own_goal(g)) {
          list.push_back(m);
          break;
        }
  return list;
}

FirstDay on_assessments(Plan& p, Element goal) {
  FirstDay f;
  each_ground(p.v, goal, [&](ElementOf<Kind::assessment> a) {
    if (made(p.v, a, p.as_of)) f.add(decided_on(p.v, a));
  });
  return f.any ? f : on_whole_assessment(p, goal);
}
FirstDay on_customers(Plan& p, Element goal) {
  FirstDay f;
  each_ground(p.v, goal, [&](ElementOf<Kind::assessment> a) {
    if (made(p.v, a, p.as_of) && p.v.get(field::assessment::subject, a) == choice::subject::customers)
      f.add(decided_on(p.v, a));
  });
  return f.any ? f : on_first_customers(p, goal);
}
FirstDay on_first_customers(Plan& p, Element) {
  return p.once(Plan::Whole::customers, [&] { return p.assessed(choice::subject::customers); });
}

FirstDay on_audiences(Plan& p, Element e) {
  FirstDay f;
  const auto add = [&](Element source) {
    for (const Element a : p.targets(source, Relation::serves))
      if (p.v.is(a, Kind::audience)) f.add(decided_on(p.v, a));
  };
  const Kind k = p.v.kind(e);
  if (k == Kind::resource) {
    for (const Element user : p.sources(e, Relation::uses))
      if (!p.v.is(user, Kind::metric)) f.add(on_audiences(p, user));
  } else if (k == Kind::activity) {
    for (const Element home : p.targets(e, Relation::part_of)) add(home);
  } else {
    add(e);
  }
  return f.any ? f : known_by(!p.all(Kind::audience).empty());
}
FirstDay on_goals(Plan& p, Element e) {
  FirstDay f;
  const Kind k = p.v.kind(e);
  if (k == Kind::metric) {
    for (const Element g : p.sources(e, Relation::measured_by))
      if (p.v.is(g, Kind::goal)) f.add(decided_on(p.v, g));
  } else if (k == Kind::resource) {
    for (const Element user : p.sources(e, Relation::uses))
      if (!p.v.is(user, Kind::metric)) f.add(on_goals(p, user));
  } else {
    for (const Element g : p.goals_of(e)) f.add(decided_on(p.v, g));
  }
  return f.any ? f : known_by(!p.all(Kind::goal).empty());
}
FirstDay on_metrics(Plan& p, Element program) {
  FirstDay f;
  for (const Element g : p.goals_of(program))
    for (const Element m : p.targets(g, Relation::measured_by)) f.add(decided_on(p.v, m));
  return f.any ? f : known_by(!p.all(Kind::metric).empty());
}
FirstDay on_resources(Plan& p, Element e) {
  FirstDay f;
  const auto is_tool = [&](Element r) {
    return p.v.get(field::resource::type, p.v.as<Kind::resource>(r)) == choice::resource_type::tool;
  };
  if (p.v.is(e, Kind::resource)) {
    for (const Element user : p.sources(e, Relation::uses))
      if (!p.v.is(user, Kind::metric)) f.add(on_resources(p, user));
  } else {
    for (const Element r : p.targets(e, Relation::consumes))
      if (!is_tool(r)) f.add(decided_on(p.v, r));
  }
  if (f.any) return f;
  const auto& all = p.all(Kind::resource);
  return known_by(std::any_of(all.begin(), all.end(), [&](Element r) { return !is_tool(r); }));
}
FirstDay on_education(Plan& p, Element) {
  return p.once(Plan::Whole::education, [&] {
    FirstDay f;
    for (const Element e : p.executives()) {
      if (const Date d = p.educated(e); d.known()) f.add(d);
    }
    if (!f.any) // somebody else who was taught is a beginning too
      for (const Element e : p.all(Kind::stakeholder))
        if (const Date d = p.v.get(field::stakeholder::educated, p.v.as<Kind::stakeholder>(e));
            happened(d, p.as_of))
          f.add(d);
    if (!f.any)
      for (const Element e : p.all(Kind::program))
        if (p.v.get(field::program::type, p.v.as<Kind::program>(e)) == choice::program_type::education)
          f.add(p.v.get(field::program::start, p.v.as<Kind::program>(e)));
    return f;
  });
}
FirstDay on_whole_assessment(Plan& p, Element) {
  return p.once(Plan::Whole::assessment, [&] { return p.assessed(p.subjects()); });
}
FirstDay on_policies(Plan& p, Element) {
  return p.once(Plan::Whole::policies, [&] {
    FirstDay last;
    last.any = true;
    for (const choice::topic t : p.topics()) {
      FirstDay f;
      for (const Element e : p.all(Kind::policy)) {
        const auto policy = p.v.as<Kind::policy>(e);
        if (p.v.get(field::policy::topic, policy) == t) f.add(approved_on(p.v, policy));
      }
      if (!f.any) last.any = false;
      last.open = last.open || f.open;
      if (f.day.known() && (!last.day.known() || last.day < f.day)) last.day = f.day;
    }
    return last;
  });
}
FirstDay on_market(Plan& p, Element) {
  return p.once(Plan::Whole::market, [&] {
    FirstDay f;
    const auto look = [&](Element e) {
      for (const Edge& c : p.v.out(e, Relation::co_created_with)) {
        if (!p.present(c.target)) continue;
        if (p.v.is(c.target, Kind::audience) || p.from_outside(c.target))
          f.add(p.v.get(edge_field::co_created_with::date, c));
      }
    };
    look(root_element);
    for (const Element g : p.own_goals()) look(g);
    return f;
  });
}
FirstDay on_signature(Plan& p, Element) {
  return p.once(Plan::Whole::signature, [&] {
    FirstDay f;
    for (const Edge& a : p.v.out(root_element, Relation::approved_by))
      if (const Date d = p.v.get(edge_field::approved_by::date, a); d.known()) f.add(d);
    if (!f.any) f.any = f.open = true; // nobody has signed: the step that asks for it says so
    return f;
  });
}
FirstDay on_own_program(Plan& p, Element activity) {
  FirstDay f;
  for (const Element home : p.targets(activity, Relation::part_of))
    if (p.v.is(home, Kind::program)) f.add(decided_on(p.v, home));
  return f.any ? f : untold();
}
FirstDay on_users(Plan& p, Element tool) {
  FirstDay f;
  for (const Element user : p.sources(tool, Relation::uses))
    if (p.v.is(user, Kind::program)) f.add(decided_on(p.v, user));
  return f.any ? f : known_by(!p.all(Kind::program).empty());
}

void look_at_subjects(Plan& p, Gaps& gaps, std::initializer_list<choice::subject> subjects) {
  for (const choice::subject s : subjects) {
    if (!p.assessments(s).empty()) continue;
    Element planned = no_element;
    for (const Element a : p.all(Kind::assessment))
      if (p.v.get(field::assessment::subject, p.v.as<Kind::assessment>(a)) == s) planned = a;
    if (planned == no_element)
      gaps.add(root_element, fmt::format("Nobody has looked at {} yet.", name_of(s)));
    else
      gaps.add(planned,
               fmt::format("The assessment of {}, {}, is only planned.", name_of(s), p.describe(planned)));
  }
}
void look_at_policies(Plan& p, Gaps& gaps) {
  std::vector<std::string> topics;
  for (const choice::topic t : p.topics()) {
    const auto& all = p.all(Kind::policy);
    if (std::none_of(all.begin(), all.end(),
                     [&](Element e) { return p.v.get(field::policy::topic, p.v.as<Kind::policy>(e)) == t; }))
      topics.emplace_back(name_of(t));
  }
  if (!topics.empty()) gaps.add(root_element, fmt::format("There is no policy on {}.", joined(topics, "or")));
}
bool has_education(Plan& p) { return on_education(p, root_element).any; }
void look_for_educated(Plan& p, Gaps& gaps) {
  const Date looked = p.landscape_day();
  for (const Element e : p.executives()) {
    if (p.educated(e).known()) continue;
    const Date d = p.v.get(field::stakeholder::educated, p.v.as<Kind::stakeholder>(e));
    if (d.known() && looked.known() && d < looked)
      gaps.add(e, fmt::format("{} was taken through the landscape on {}, before it was assessed ({}).",
                              p.describe(e), to_string(d), to_string(looked)));
    else if (d.known())
      gaps.add(e, fmt::format("{} is to be taken through the landscape on {}.", p.describe(e), to_string(d)));
    else
      gaps.add(e, fmt::format("{} was never taken through the landscape.", p.describe(e)));
  }
}
void look_for_own_goal(Plan& p, Gaps& gaps) {
  if (p.own_goals().empty()) gaps.add(root_element, "The plan has no goal of its own yet.");
}

void under_way(Plan& p, Gaps& gaps) {
  for (const Element e : p.all(Kind::program))
    if (happened(p.v.get(field::program::start, p.v.as<Kind::program>(e)), p.as_of)) return;
  gaps.add(root_element, not_begun(p));
}
std::string not_begun(Plan& p) {
  Date first;
  for (const Element e : p.all(Kind::program)) {
    const Date start = p.v.get(field::program::start, p.v.as<Kind::program>(e));
    if (start.known() && (!first.known() || start < first)) first = start;
  }
  if (!first.known()) return "No program has begun yet, and none says when it will.";
  return fmt::format("No program has begun yet; the first is to begin on {}.", to_string(first));
}

} // namespace northline::practices
