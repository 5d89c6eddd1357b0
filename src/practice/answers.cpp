// The answers that a report promises by name (docs/practices.md): each a sentence, and a list behind it.
#include "base/json_text.hpp"
#include "practice/step.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace northline::practices {
namespace {

using Items = std::vector<PracticeItem>;
using Stance = choice::stance;

PracticeItem item(Plan& p, Element e, std::string text) {
  return {e, std::move(text), {}, p.weight(e), false, {}};
}
// A reference, because the sentence beside it often counts the items and may be made after them.
PracticeAnswer done(Plan& p, std::string sentence, Items&& items) {
  PracticeAnswer a;
  a.sentence = std::move(sentence);
  a.items = p.cut(std::move(items));
  return a;
}
/// The first few of a list that may be long.
std::string some(std::vector<std::string> words) {
  constexpr std::size_t most = 4;
  if (words.size() > most + 1) {
    const std::size_t more = words.size() - most;
    words.resize(most);
    words.push_back(fmt::format("{} more", more));
  }
  return joined(words);
}
void unite(Items& items, Items more) {
  for (PracticeItem& m : more)
    if (std::none_of(items.begin(), items.end(), [&](const PracticeItem& i) { return i.text == m.text; }))
      items.push_back(std::move(m));
}

// ---- landscape ----
PracticeAnswer step_out_of_order(Plan& p, const PracticeReport& r) {
  Items items;
  std::size_t n = 0;
  std::set<std::string_view> skipped;
  for (const PracticeStep& s : r.steps)
    for (const PracticeEarly& e : s.early) {
      n += e.items.size();
      skipped.insert(e.before);
      for (PracticeItem i : e.items.items) {
        i.fields.insert(i.fields.begin(), {{"step", std::string(s.name)},
                                           {"skipped", std::string(e.before)},
                                           {"by", e.by_dates ? "dates" : "presence"}});
        items.push_back(std::move(i));
      }
    }
  if (n == 0) return done(p, "Nothing was taken before what it rests on.", {});
  std::vector<std::string> names;
  for (const std::string_view s : skipped)
    names.push_back(s == "approval" ? "the approval of the strategy" : fmt::format("step \"{}\"", s));
  return done(p,
              fmt::format("{} taken before {}.", n == 1 ? "One thing was" : fmt::format("{} things were", n),
                          joined(names)),
              std::move(items));
}

Stance stance(Plan& p, Element person) {
  Stance worst = p.v.get(field::stakeholder::stance, p.v.as<Kind::stakeholder>(person));
  for (const Edge& e : p.v.out(person, Relation::takes_stance))
    if (p.present(e.target)) worst = std::max(worst, p.v.get(edge_field::takes_stance::stance, e));
  return worst;
}
/// Executives, and whoever owns, backs or signs the strategy or a goal.
std::vector<Element> leaders(Plan& p) {
  std::vector<Element> list = p.executives();
  const auto add = [&](Element e) {
    for (const Relation r : {Relation::owned_by, Relation::sponsored_by, Relation::approved_by})
      for (const Element s : p.targets(e, r))
        if (p.stands(s)) list.push_back(s);
  };
  add(root_element);
  for (const Element g : p.all(Kind::goal)) add(g);
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}
std::vector<Element> objectors(Plan& p) {
  std::vector<Element> list;
  for (const Element e : leaders(p))
    if (const Stance s = stance(p, e); s == Stance::sceptic || s == Stance::blocker) list.push_back(e);
  return list;
}
PracticeAnswer leader_objects(Plan& p, const PracticeReport&) {
  Items items;
  for (const Element e : objectors(p)) {
    const double influence = p.v.get(field::stakeholder::influence, p.v.as<Kind::stakeholder>(e));
    std::string text = fmt::format("{} is a {}", p.describe(e), name_of(stance(p, e)));
    if (known(influence)) text += fmt::format(" with an influence of {}", influence);
    for (const Edge& x : p.v.out(e, Relation::takes_stance)) {
      const Stance s = p.v.get(edge_field::takes_stance::stance, x);
      if (p.present(x.target) && (s == Stance::sceptic || s == Stance::blocker)) {
        text += fmt::format("; {} {}", s == Stance::blocker ? "opposes" : "doubts", p.describe(x.target));
        if (const std::string why = p.v.decoded(p.v.get(edge_field::takes_stance::reason, x)); !why.empty())
          text += fmt::format(", saying \"{}\"", why);
      }
    }
    items.push_back(item(p, e, text + "."));
  }
  if (items.empty()) return done(p, "No leader is known to object.", {});
  std::string s =
      items.size() == 1
          ? std::string("One leader objects.")
          : fmt::format("{} leaders object: begin with whoever carries most weight.", items.size());
  return done(p, std::move(s), std::move(items));
}
struct Waiting {
  Element what, who;
  Date since;
};
std::vector<Waiting> waiting(Plan& p) {
  std::vector<Waiting> list;
  for (const Element s : p.all(Kind::stakeholder))
    for (const Edge& e : p.v.in(s, Relation::approved_by)) {
      if (!p.present(e.source)) continue;
      const Date asked = p.v.get(edge_field::approved_by::requested, e);
      if (asked.known() && happened(asked, p.as_of) &&
          !happened(p.v.get(edge_field::approved_by::date, e), p.as_of))
        list.push_back({e.source, s, asked});
    }
  return list;
}
PracticeAnswer leader_stalls(Plan& p, const PracticeReport&) {
  Items items;
  for (const Waiting& w : waiting(p)) {
    const std::string days = p.as_of.known() ? fmt::format(", {} days", p.as_of - w.since) : std::string();
    items.push_back(item(p, w.what,
                         fmt::format("{} waits for {} since {}{}.", p.describe(w.what), p.describe(w.who),
                                     to_string(w.since), days)));
    items.back().fields = {{"by", std::string(p.v.id(w.who))}, {"since", to_string(w.since)}};
    if (p.as_of.known()) items.back().fields.emplace_back("days", std::to_string(p.as_of - w.since));
  }
  if (items.empty()) return done(p, "No approval that was asked for is waiting.", {});
  return done(p,
              fmt::format("{} for an answer.", items.size() == 1
                                                   ? "One approval waits"
                                                   : fmt::format("{} approvals wait", items.size())),
              std::move(items));
}
PracticeAnswer leader_never_educated(Plan& p, const PracticeReport&) {
  Gaps gaps;
  look_for_educated(p, gaps);
  for (PracticeItem& i : gaps.items) i.weight = p.weight(i.element);
  const std::size_t n = gaps.items.size();
  if (p.executives().empty()) return done(p, "No executive is recorded.", {});
  return done(
      p,
      n == 0 ? std::string("Every executive has been taken through the landscape.")
             : fmt::format("{} of {} executives could not explain the landscape.", n, p.executives().size()),
      std::move(gaps.items));
}
PracticeAnswer goals_at_risk(Plan& p, const PracticeReport&) {
  std::vector<Element> people = objectors(p);
  for (const Waiting& w : waiting(p)) people.push_back(w.who);
  for (const Element e : p.executives())
    if (!p.educated(e).known()) people.push_back(e);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  std::vector<Element> risk(p.v.size(), no_element); // because of whom
  std::vector<Element> open;
  const auto mark = [&](Element goal, Element who) {
    if (p.stands(goal) && risk[goal] == no_element) {
      risk[goal] = who;
      open.push_back(goal);
    }
  };
  for (const Element who : people) {
    bool signs = false;
    for (const Edge& e : p.v.in(who, Relation::approved_by)) signs = signs || e.source == root_element;
    if (signs)
      for (const Element g : p.all(Kind::goal)) mark(g, who);
    for (const Relation r :
         {Relation::owned_by, Relation::sponsored_by, Relation::approved_by, Relation::performed_by})
      for (const Element e : p.sources(who, r)) {
        if (p.v.is(e, Kind::goal)) mark(e, who);
        if (p.v.is(e, Kind::program) || p.v.is(e, Kind::activity))
          for (const Element g : p.goals_of(e)) mark(g, who);
      }
  }
  const GoalGraph& goals = p.facts.goals();
  while (!open.empty()) {
    const Element g = open.back();
    open.pop_back();
    for (const GoalEdge& up : goals.above(goals.rows().of(g))) mark(goals.rows().at(up.goal), risk[g]);
  }
  Items items;
  for (const Element g : p.all(Kind::goal))
    if (risk[g] != no_element) {
      items.push_back(item(p, g, fmt::format("{} hangs on {}.", p.describe(g), p.describe(risk[g]))));
      items.back().fields = {{"because_of", std::string(p.v.id(risk[g]))}};
    }
  if (items.empty()) return done(p, "No goal hangs on a leader who objects, stalls or was never told.", {});
  return done(p,
              fmt::format("{} of {} on leaders who object, stall or were never taken through the landscape.",
                          items.size() == 1 ? "One" : std::to_string(items.size()),
                          counted(p.all(Kind::goal).size(), "goal", "goals") +
                              (items.size() == 1 ? " hangs" : " hang")),
              std::move(items));
}
PracticeAnswer of_findings(Plan& p, std::initializer_list<std::string_view> codes, std::string_view none,
                           std::string_view one, std::string_view many) {
  Items items = p.found(codes);
  const std::size_t n = items.size();
  return done(p,
              n == 0   ? std::string(none)
              : n == 1 ? std::string(one)
                       : fmt::format(fmt::runtime(many), n),
              std::move(items));
}
PracticeAnswer objective_without_assessment(Plan& p, const PracticeReport&) {
  Items items;
  for (const Element g : p.own_goals()) {
    bool any = false, valid = false, before = false;
    const Date day = decided_on(p.v, g);
    FirstDay first;
    each_ground(p.v, g, [&](ElementOf<Kind::assessment> a) {
      if (!made(p.v, a, p.as_of)) return;
      any = true;
      const Date d = p.v.get(field::assessment::date, a);
      Date until = p.v.get(field::assessment::valid_until, a);
      if (!until.known() && d.known()) until = d + 365;
      valid = valid || !(until.known() && p.as_of.known() && until < p.as_of);
      first.add(d);
    });
    before = any && first.after(day);
    if (any && valid && !before) continue;
    items.push_back(
        item(p, g,
             !any     ? fmt::format("{} rests on no assessment.", p.describe(g))
             : before ? fmt::format("{} was decided on {}, before what it rests on was looked at ({}).",
                                    p.describe(g), to_string(day), to_string(first.day))
                      : fmt::format("{} rests on assessments that have expired.", p.describe(g))));
  }
  if (p.own_goals().empty()) return done(p, "The plan has no goal of its own yet.", {});
  const std::size_t n = items.size();
  return done(
      p,
      n == 0 ? std::string("Every goal of the plan rests on an assessment.")
             : fmt::format("{} of {} on no assessment that was there and still holds.", n,
                           counted(p.own_goals().size(), "goal of the plan rests", "goals of the plan rest")),
      std::move(items));
}
PracticeAnswer channel_against_corporate(Plan& p, const PracticeReport&) {
  return of_findings(p, {"NL220"}, "No channel goal works against a goal that it claims to support.",
                     "One channel goal works against what it claims to support.",
                     "{} channel goals work against what they claim to support.");
}
PracticeAnswer corporate_without_channel(Plan& p, const PracticeReport&) {
  return of_findings(p, {"NL204", "NL203", "NL222"},
                     "Every goal of the company is served by something, and no channel goal stands alone.",
                     "In one place the company's goals and the channels do not meet.",
                     "In {} places the company's goals and the channels do not meet.");
}

// ---- clover ----
std::string_view leaf_name(choice::area a) {
  constexpr std::string_view names[] = {"no leaf", "culture", "leadership", "governance", "technology"};
  return names[static_cast<unsigned>(a)];
}
PracticeAnswer leaf_readiness(Plan& p, const PracticeReport&) {
  Items items;
  std::size_t behind = 0;
  for (const Element e : p.all(Kind::capability)) {
    const auto c = p.v.as<Kind::capability>(e);
    const double maturity = p.v.get(field::capability::maturity, c);
    double needed = p.v.get(field::capability::required, c);
    for (const Edge& n : p.v.in(e, Relation::needs)) {
      if (!p.present(n.source)) continue;
      const double level = p.v.get(edge_field::needs::level, n);
      if (known(level) && !(needed >= level)) needed = level;
    }
    const std::string is = known(maturity) ? fmt::format("{}", maturity) : "?",
                      must = known(needed) ? fmt::format("{}", needed) : "?";
    std::string text = fmt::format("{}, {}: {} of {} needed", leaf_name(p.v.get(field::capability::area, c)),
                                   p.describe(e), is, must);
    const bool low = known(maturity) && known(needed) && maturity < needed;
    behind += low;
    std::vector<std::string> raisers;
    for (const Edge& r : p.v.in(e, Relation::raises)) {
      if (!p.present(r.source)) continue;
      std::string by = p.describe(r.source);
      if (const double l = p.v.get(edge_field::raises::level, r); known(l)) by += fmt::format(" to {}", l);
      if (const Date d = p.v.get(edge_field::raises::date, r); d.known()) by += " by " + to_string(d);
      raisers.push_back(by);
    }
    if (!raisers.empty())
      text += "; raised by " + joined(raisers);
    else if (low)
      text += "; nothing raises it";
    items.push_back(item(p, e, text + "."));
    items.back().weight = known(maturity) && known(needed) ? std::max(0.0, needed - maturity) : 0;
    items.back().fields = {{"area", std::string(leaf_name(p.v.get(field::capability::area, c)))},
                           {"maturity", known(maturity) ? is : ""},
                           {"needed", known(needed) ? must : ""}};
  }
  if (items.empty()) return done(p, "Nobody has said how ready the organisation is.", {});
  return done(p,
              behind == 0 ? std::string("Every leaf that was looked at carries what the plan needs.")
                          : fmt::format("{} below what the plan needs.",
                                        counted(behind, "capability is", "capabilities are")),
              std::move(items));
}
PracticeAnswer technology_ahead(Plan& p, const PracticeReport&) {
  double lowest = unknown_number;
  choice::area which{};
  for (const Element e : p.all(Kind::capability)) {
    const auto c = p.v.as<Kind::capability>(e);
    const auto area = p.v.get(field::capability::area, c);
    const double m = p.v.get(field::capability::maturity, c);
    if (area == choice::area::absent || area == choice::area::technology || !known(m)) continue;
    if (!(lowest <= m)) {
      lowest = m;
      which = area;
    }
  }
  Items items;
  for (const Element e : p.all(Kind::capability)) {
    const auto c = p.v.as<Kind::capability>(e);
    const double m = p.v.get(field::capability::maturity, c);
    if (p.v.get(field::capability::area, c) != choice::area::technology || !(m > lowest)) continue;
    items.push_back(
        item(p, e, fmt::format("{} is at {}, {} at {}.", p.describe(e), m, leaf_name(which), lowest)));
  }
  if (items.empty()) return done(p, "Technology does not run ahead of the other three.", {});
  for (const Element t : p.tools())
    if (const Date d = decided_on(p.v, t); d.known())
      items.push_back(item(p, t, fmt::format("{} was bought on {}.", p.describe(t), to_string(d))));
  return done(p, fmt::format("Technology runs ahead of {}.", leaf_name(which)), std::move(items));
}
PracticeAnswer fixed_too_early(Plan& p, const PracticeReport& r) {
  Items items;
  for (const PracticeStep& s : r.steps)
    if (s.name == "activities-and-tools")
      for (const PracticeEarly& e : s.early)
        for (PracticeItem i : e.items.items) {
          i.fields.insert(i.fields.begin(),
                          {{"skipped", std::string(e.before)}, {"by", e.by_dates ? "dates" : "presence"}});
          i.text.pop_back();
          i.text += fmt::format(" ({}).", e.before);
          items.push_back(std::move(i));
        }
  std::set<Element> what;
  for (const PracticeItem& i : items) what.insert(i.element);
  return done(
      p,
      items.empty()
          ? std::string("No activity and no tool was fixed before objectives, audiences and resources.")
          : fmt::format(
                "{} fixed before objectives, audiences or resources were known.",
                counted(what.size(), "activity, program or tool was", "activities, programs or tools were")),
      std::move(items));
}
PracticeAnswer unused_slack(Plan& p, const PracticeReport&) {
  Items items;
  const Load& load = p.facts.load();
  double total = 0;
  for (const Element e : p.all(Kind::resource)) {
    const auto r = p.v.as<Kind::resource>(e);
    if (p.v.get(field::resource::customer_facing, r) != Maybe::yes || !load.works(e)) continue;
    const Quantity slack = p.v.get(field::resource::slack, r);
    if (!slack.known() || slack.point() <= 0) continue;
    double peak = 0;
    for (const WeekLoad& w : load.weeks(e)) peak = std::max(peak, w.hours);
    const double base = load.base(e);
    // Slack is touched only once the hours set aside for other work are gone.
    const double taken = known(base) ? std::clamp(peak - base, 0.0, slack.point()) : 0;
    const double left = slack.point() - taken;
    if (left <= 0) continue;
    total += left;
    items.push_back(item(p, e,
                         fmt::format("{} has {} quiet hours a week, {} of them unused.", p.describe(e),
                                     figure(slack.point()), figure(left))));
    items.back().weight = left;
    items.back().fields = {{"slack", figure(slack.point())}, {"unused", figure(left)}};
  }
  const bool any = !items.empty();
  unite(items, p.found({"NL501"}));
  return done(
      p,
      any ? fmt::format("People who already talk with customers have {} quiet hours a week that nobody uses.",
                        figure(total))
          : std::string("No quiet hours of people who face customers lie idle, or nobody wrote them down."),
      std::move(items));
}

// ---- five steps ----
std::string cadence_text(Plan& p, Raw cadence) {
  if (!cadence.known()) return {};
  if (cadence.text[cadence.at] == '"') return p.v.decoded(cadence);
  const double n = part(cadence, "per_week");
  return known(n) ? fmt::format("{} a week", n) : "by a rule";
}
struct Target {
  std::string value, due;
};
/// The last of the metric's targets: the end of the way.
Target target_of(Plan& p, Element metric) {
  const Aim* last = nullptr;
  for (const Aim& a : p.facts.figures(metric).aims)
    if (!last || !last->due.known() || (a.due.known() && !(a.due < last->due))) last = &a;
  if (!last) return {};
  Target t;
  if (known(last->value))
    t.value = figure(last->value);
  else if (known(last->min) && known(last->max))
    t.value = figure(last->min) + " to " + figure(last->max);
  else if (known(last->min))
    t.value = "at least " + figure(last->min);
  else if (known(last->max))
    t.value = "at most " + figure(last->max);
  if (last->due.known()) t.due = to_string(last->due);
  return t;
}
enum class Asked { what, how, target, review };
PracticeAnswer per_goal(Plan& p, Asked asked) {
  Items items;
  std::size_t gaps = 0, unmeasured = 0;
  for (const Element g : p.own_goals()) {
    std::vector<std::string> parts;
    std::string value;
    bool gap = false;
    for (const Element m : p.targets(g, Relation::measured_by)) {
      const auto metric = p.v.as<Kind::metric>(m);
      std::string part;
      switch (asked) {
      case Asked::what:
        part = p.describe(m);
        break;
      case Asked::how:
        part = p.v.text(field::metric::method, metric);
        break;
      case Asked::target: {
        const Target a = target_of(p, m);
        if (!a.value.empty()) {
          part = a.value;
          if (const std::string unit = p.v.text(field::metric::unit, metric); !unit.empty())
            part += " " + unit;
          if (!a.due.empty()) part += " by " + a.due;
        }
        break;
      }
      case Asked::review: {
        std::vector<std::string> people;
        for (const Element s : p.targets(m, Relation::reviewed_by)) people.push_back(p.title(s));
        part = cadence_text(p, p.v.get(field::metric::cadence, metric));
        if (!people.empty()) part += (part.empty() ? "by " : " by ") + joined(people);
        if (people.empty() || !p.v.get(field::metric::cadence, metric).known()) gap = true;
        break;
      }
      }
      if (part.empty()) gap = true;
      if (asked != Asked::what)
        part = fmt::format("\"{}\" ({})", p.title(m), part.empty() ? "not said" : part);
      parts.push_back(part);
    }
    unmeasured += parts.empty();
    gaps += gap;
    gap = gap || parts.empty();
    std::string shown; // a goal with a dozen metrics would drown the others; the field has them all
    constexpr std::size_t most_shown = 3;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      value += (i == 0 ? "" : "; ") + parts[i];
      if (i < most_shown) shown += (i == 0 ? "" : "; ") + parts[i];
    }
    if (parts.size() > most_shown) shown += fmt::format("; and {} more", parts.size() - most_shown);
    items.push_back(
        item(p, g, fmt::format("{}: {}.", p.title(g), shown.empty() ? "it is not measured" : shown)));
    items.back().fields = {
        {"goal", std::string(p.v.id(g))}, {"value", value}, {"complete", gap ? "" : "yes"}};
  }
  constexpr std::string_view good[] = {
      "Every goal is measured.", "It is written down how every metric of a goal is measured.",
      "Every metric of a goal has a target.", "Every metric of a goal is looked at by somebody, regularly."};
  constexpr std::string_view bad[] = {"", "measured in a way nobody wrote down",
                                      "without a target on some metric",
                                      "without somebody who looks regularly"};
  const auto i = static_cast<unsigned>(asked);
  if (items.empty()) return done(p, "The plan has no goal of its own yet.", {});
  if (unmeasured == items.size()) return done(p, "No goal is measured yet.", std::move(items));
  const std::string of = counted(items.size(), "goal", "goals");
  std::string text;
  if (gaps > 0) text = fmt::format("{} of {} {} {}", gaps, of, gaps == 1 ? "is" : "are", bad[i]);
  if (unmeasured > 0)
    text += text.empty()
                ? fmt::format("{} of {} {} not measured", unmeasured, of, unmeasured == 1 ? "is" : "are")
                : fmt::format(", {} not measured at all", unmeasured);
  return done(p, text.empty() ? std::string(good[i]) : text + ".", std::move(items));
}
PracticeAnswer measured_what(Plan& p, const PracticeReport&) { return per_goal(p, Asked::what); }
PracticeAnswer measured_how(Plan& p, const PracticeReport&) { return per_goal(p, Asked::how); }
PracticeAnswer target(Plan& p, const PracticeReport&) { return per_goal(p, Asked::target); }
PracticeAnswer review(Plan& p, const PracticeReport&) { return per_goal(p, Asked::review); }

struct Effort {
  double hours = 0, money = 0;
};
/// What a program or activity takes of each resource: all its money, and the hours of its fullest week.
std::map<Element, Effort> efforts(Plan& p, Element work) {
  struct Hours {
    Date first, last;
    double hours;
  };
  std::map<Element, Effort> all;
  std::map<Element, std::vector<Hours>> hours;
  unsigned workers = 0;
  for (const Edge& c : p.v.out(work, Relation::consumes)) {
    if (!p.present(c.target)) continue;
    const Quantity h = p.v.get(edge_field::consumes::hours_per_week, c),
                   m = p.v.get(edge_field::consumes::money, c);
    workers += p.facts.load().works(c.target);
    Effort& e = all[c.target];
    if (m.known()) e.money += m.point();
    if (h.known())
      hours[c.target].push_back(
          {p.v.get(edge_field::consumes::start, c), p.v.get(edge_field::consumes::end, c), h.point()});
  }
  for (const auto& [resource, list] : hours)
    for (const Hours& at : list) {
      double together = 0;
      for (const Hours& other : list) {
        const bool begun = !other.first.known() || (at.first.known() && !(at.first < other.first));
        const bool over = other.last.known() && at.first.known() && other.last < at.first;
        if (begun && !over) together += other.hours;
      }
      all[resource].hours = std::max(all[resource].hours, together);
    }
  // As wherever hours are counted: the cadence stands in where exactly one worker is asked and no hours are
  // said.
  if (hours.empty() && workers == 1 && p.v.is(work, Kind::activity)) {
    const ElementOf<Kind::activity> a{work};
    const double week =
        p.v.get(field::activity::hours_each, a).point() * times_a_week(p.v.get(field::activity::cadence, a));
    for (auto& [resource, effort] : all)
      if (known(week) && p.facts.load().works(resource)) effort.hours = week;
  }
  return all;
}
std::string currency(Plan& p) {
  std::string name = p.v.text(field::strategy::currency, p.v.as<Kind::strategy>(root_element));
  return name.empty() ? "in money" : name;
}
/// "12 hours a week and 300 GBP", without what there is none of; empty: neither.
std::string effort_text(Plan& p, const Effort& e) {
  std::string text;
  if (e.hours > 0) text = fmt::format("{} hours a week", figure(e.hours));
  if (e.money > 0)
    text += fmt::format("{}{} {}", text.empty() ? "" : " and ", figure(std::round(e.money)), currency(p));
  return text;
}
PracticeAnswer channel_degree(Plan& p, const PracticeReport&) {
  struct Row {
    std::set<std::string> programs;
    double degree = 0;
    bool unsaid = false;
    Effort effort;
  };
  std::map<Element, Row> rows;
  Effort all;
  const auto give = [&](Element channel, const Effort& e, double share) {
    Effort& to = rows[channel].effort;
    to.hours += e.hours * share;
    to.money += e.money * share;
    all.hours += e.hours * share;
    all.money += e.money * share;
  };
  for (const Element c : p.all(Kind::channel)) {
    if (!p.used(c)) continue;
    rows[c];
    for (const auto& [resource, effort] : efforts(p, c)) give(c, effort, 1); // its advertising, its postage
  }
  for (const Element e : programs_and_activities(p)) {
    double sum = 0;
    std::vector<std::pair<Element, double>> used;
    for (const Edge& u : p.v.out(e, Relation::uses)) {
      const auto at = rows.find(u.target);
      if (at == rows.end()) continue;
      const Quantity d = p.v.get(edge_field::uses::degree, u);
      at->second.programs.insert(p.title(e));
      if (d.known())
        at->second.degree = std::max(at->second.degree, d.point());
      else
        at->second.unsaid = true;
      used.emplace_back(u.target, d.point_or(1));
      sum += used.back().second;
    }
    Effort own;
    for (const auto& [resource, effort] : efforts(p, e)) {
      own.hours += effort.hours;
      own.money += effort.money;
    }
    for (const auto& [channel, degree] : used) {
      const double share = sum > 0 ? degree / sum : 1.0 / static_cast<double>(used.size());
      give(channel, own, share);
    }
  }
  Items items;
  for (const auto& [c, row] : rows) {
    const double share = all.hours > 0   ? row.effort.hours / all.hours
                         : all.money > 0 ? row.effort.money / all.money
                                         : unknown_number;
    std::string text = p.title(c) + ": ";
    if (row.programs.empty())
      text += "nothing uses it";
    else
      text += fmt::format("used by {}; {}", some({row.programs.begin(), row.programs.end()}),
                          row.unsaid && row.degree == 0 ? "degree not said" : "degree " + figure(row.degree));
    if (const std::string takes = effort_text(p, row.effort); !takes.empty())
      text += fmt::format("; it takes {}, {} % of all {}", takes, figure(100 * share),
                          all.hours > 0 ? "hours" : "money");
    else if (!row.programs.empty())
      text += "; nobody said what it takes";
    items.push_back(item(p, c, text + "."));
    items.back().weight = known(share) ? share : 0;
    items.back().fields = {{"degree", row.unsaid && row.degree == 0 ? "" : figure(row.degree)},
                           {"hours_per_week", figure(row.effort.hours)},
                           {"money", figure(row.effort.money)},
                           {"share", known(share) ? fmt::format("{:.3f}", share) : ""}};
  }
  if (items.empty()) return done(p, "No channel is in use.", {});
  const auto most =
      std::max_element(items.begin(), items.end(),
                       [](const PracticeItem& a, const PracticeItem& b) { return a.weight < b.weight; });
  return done(p,
              most->weight > 0
                  ? fmt::format("{} in use; \"{}\" takes most, {} % of all {}.",
                                counted(rows.size(), "channel is", "channels are"), p.title(most->element),
                                figure(100 * most->weight), all.hours > 0 ? "hours" : "money")
                  : fmt::format("{} in use; nobody said how much effort goes where.",
                                counted(rows.size(), "channel is", "channels are")),
              std::move(items));
}
struct Sides {
  Effort inside, outside;
  std::set<Element> outsiders;
};
void add_sides(Plan& p, Element work, Sides& s) {
  const auto take = [&](Element e, double share) {
    for (const auto& [resource, effort] : efforts(p, e)) {
      const auto r = p.v.as<Kind::resource>(resource);
      const bool outside = p.v.get(field::resource::internal, r) == Maybe::no ||
                           p.v.get(field::resource::type, r) == choice::resource_type::agency;
      Effort& to = outside ? s.outside : s.inside;
      to.hours += effort.hours * share;
      to.money += effort.money * share;
      if (outside) s.outsiders.insert(resource);
    }
  };
  const auto add = [&](Element e) {
    take(e, 1);
    // What a channel takes belongs to those who use it, by the degree to which they do.
    for (const Edge& u : p.v.out(e, Relation::uses))
      if (p.v.is(u.target, Kind::channel) && p.present(u.target)) take(u.target, p.share_of_channel(u));
  };
  add(work);
  if (p.v.is(work, Kind::program))
    for (const Element a : p.sources(work, Relation::part_of))
      if (p.v.is(a, Kind::activity)) add(a);
}
PracticeAnswer resources_inside_outside(Plan& p, const PracticeReport&) {
  Items items;
  std::size_t unanswered = 0;
  bool any_outside = false;
  for (const Element g : p.own_goals()) {
    Sides s;
    for (const Element w : p.programs_of(g)) add_sides(p, w, s);
    std::vector<std::string> who;
    any_outside = any_outside || !s.outsiders.empty();
    for (const Element r : s.outsiders) {
      const Element o = p.owner(r);
      unanswered += o == no_element;
      who.push_back(o == no_element ? fmt::format("nobody for {}", p.title(r))
                                    : fmt::format("{} for {}", p.title(o), p.title(r)));
    }
    const std::string in = effort_text(p, s.inside), out = effort_text(p, s.outside);
    std::string text = p.title(g) + ": ";
    if (in.empty() && out.empty())
      text += "no hours and no money are set aside for it";
    else if (in.empty() || out.empty())
      text += fmt::format("{}, all from {}", in.empty() ? out : in, in.empty() ? "outside" : "inside");
    else
      text += fmt::format("{} from inside, {} from outside", in, out);
    if (!who.empty()) text += "; inside answers " + joined(who);
    items.push_back(item(p, g, text + "."));
    items.back().fields = {{"goal", std::string(p.v.id(g))},
                           {"hours_inside", figure(s.inside.hours)},
                           {"money_inside", figure(s.inside.money)},
                           {"hours_outside", figure(s.outside.hours)},
                           {"money_outside", figure(s.outside.money)}};
  }
  if (items.empty()) return done(p, "The plan has no goal of its own yet.", {});
  return done(p,
              !any_outside ? std::string("Nothing comes from outside.")
              : unanswered == 0
                  ? std::string("Whatever comes from outside has somebody inside who answers for it.")
                  : std::string("Some help from outside has nobody inside who answers for it."),
              std::move(items));
}
PracticeAnswer whose_job(Plan& p, const PracticeReport&) {
  Items items;
  std::size_t nobody = 0, several = 0;
  const auto look = [&](Element e) {
    const auto owners = p.targets(e, Relation::owned_by);
    std::string value;
    for (const Element o : owners) value += (value.empty() ? "" : " and ") + p.title(o);
    nobody += owners.empty();
    several += owners.size() > 1;
    std::string text = fmt::format("{}: {}", p.title(e), value.empty() ? "nobody" : value);
    if (owners.size() == 1) {
      const Quantity week = p.v.get(field::stakeholder::hours_per_week, p.v.as<Kind::stakeholder>(owners[0]));
      double aside = 0;
      bool shares = false;
      for (const Edge& w : p.v.out(owners[0], Relation::works_as)) {
        const Quantity share = p.v.get(edge_field::works_as::share, w);
        if (share.known() && week.known()) {
          aside += share.point() * week.point();
          shares = true;
        }
      }
      if (shares) text += fmt::format(", with {} hours a week set aside", figure(aside));
      if (p.v.is(e, Kind::program)) {
        Sides s;
        add_sides(p, e, s);
        if (s.inside.hours + s.outside.hours > 0)
          text += fmt::format("; it takes {} hours a week in all", figure(s.inside.hours + s.outside.hours));
      }
    }
    items.push_back(item(p, e, text + "."));
    items.back().fields = {{"owner", owners.size() == 1 ? std::string(p.v.id(owners[0])) : std::string()}};
    if (owners.size() != 1) items.back().weight += 1e6; // the gaps first
  };
  for (const Element g : p.own_goals()) look(g);
  for (const Element e : p.all(Kind::program)) look(e);
  if (items.empty()) return done(p, "There is neither a goal nor a program to own yet.", {});
  return done(p,
              nobody + several == 0 ? std::string("Every goal and every program is one person's job.")
              : several == 0
                  ? fmt::format("{} without an owner.",
                                counted(nobody, "goal or program is", "goals or programs are"))
                  : fmt::format("{} without an owner, {} with more than one.",
                                counted(nobody, "goal or program is", "goals or programs are"), several),
              std::move(items));
}
PracticeAnswer activity_and_results(Plan& p, const PracticeReport&) {
  using M = choice::metric_type;
  Items items;
  std::size_t gaps = 0;
  for (const Element g : p.own_goals()) {
    std::vector<std::string> work, results, seen_work, seen_results;
    bool any_seen = false;
    const auto look = [&](Element m, std::vector<std::string>& plain, std::vector<std::string>& with_value) {
      const Reading* seen = p.facts.figures(m).latest({});
      any_seen = any_seen || seen;
      plain.push_back(fmt::format("\"{}\"", p.title(m)));
      with_value.push_back(
          seen ? fmt::format("\"{}\" ({} on {})", p.title(m), figure(seen->value), to_string(seen->last))
               : fmt::format("\"{}\" (nothing seen yet)", p.title(m)));
    };
    const auto add = [&](Element e) {
      for (const Element m : p.targets(e, Relation::measured_by)) {
        const M t = p.v.get(field::metric::type, p.v.as<Kind::metric>(m));
        if (t == M::outcome || t == M::impact)
          look(m, results, seen_results);
        else if (t != M::absent)
          look(m, work, seen_work);
      }
    };
    add(g);
    const bool own = !work.empty();
    if (!own)
      for (const Element w : p.programs_of(g))
        for (const Element m : p.targets(w, Relation::measured_by)) {
          const M t = p.v.get(field::metric::type, p.v.as<Kind::metric>(m));
          if (t == M::input || t == M::activity || t == M::output) look(m, work, seen_work);
        }
    gaps += work.empty() || results.empty();
    const auto& shown_work = any_seen ? seen_work : work;
    const auto& shown_results = any_seen ? seen_results : results;
    std::string text = work.empty() && results.empty()
                           ? p.title(g) + ": neither its work nor its results are measured"
                           : fmt::format("{}: work is measured by {}, results by {}", p.title(g),
                                         work.empty() ? "nothing" : some(shown_work),
                                         results.empty() ? "nothing" : some(shown_results));
    if (const std::size_t n = work.size() + results.size(); n > 0 && !any_seen)
      text += n == 1 ? "; it has not been observed yet" : "; none of them has been observed yet";
    items.push_back(item(p, g, text + "."));
    items.back().fields = {{"activity", work.empty() ? "" : some(seen_work)},
                           {"results", results.empty() ? "" : some(seen_results)}};
  }
  if (items.empty()) return done(p, "The plan has no goal of its own yet.", {});
  return done(p,
              gaps == 0 ? std::string("Both the work and its results are measured for every goal.")
              : gaps == items.size() ? std::string("No goal is measured in both its work and its results.")
              : gaps == 1 ? fmt::format("Of {}, one is not measured in both its work and its results.",
                                        counted(items.size(), "goal", "goals"))
                          : fmt::format("Of {}, {} are not measured in both their work and their results.",
                                        counted(items.size(), "goal", "goals"), gaps),
              std::move(items));
}

// ---- channels later ----
std::vector<Element> served(Plan& p) {
  std::vector<Element> list;
  for (const Element a : p.all(Kind::audience))
    for (const Element s : p.sources(a, Relation::serves))
      if (p.v.is(s, Kind::goal) || p.v.is(s, Kind::program)) {
        list.push_back(a);
        break;
      }
  return list;
}
bool is_there(Plan& p, Element audience, Element channel) {
  for (const Edge& e : p.v.out(audience, Relation::present_on))
    if (e.target == channel) {
      const Quantity share = p.v.get(edge_field::present_on::share, e);
      return !share.known() || share.high > 0;
    }
  return false;
}
PracticeAnswer channel_nobody_uses(Plan& p, const PracticeReport&) {
  Items items;
  const auto people = served(p);
  for (const Element c : p.all(Kind::channel)) {
    if (!p.used(c)) continue;
    if (std::any_of(people.begin(), people.end(), [&](Element a) { return is_there(p, a, c); })) continue;
    items.push_back(item(p, c, fmt::format("None of the audiences served is on {}.", p.describe(c))));
  }
  return done(p,
              items.empty() ? std::string("Somebody we serve is on every channel in use.")
                            : fmt::format("{} in use although nobody we serve is known to be there.",
                                          counted(items.size(), "channel is", "channels are")),
              std::move(items));
}
PracticeAnswer audience_no_channel(Plan& p, const PracticeReport&) {
  Items items;
  double people = 0;
  for (const Element a : served(p)) {
    bool any = false;
    for (const Element c : p.sources(a, Relation::reaches)) any = any || p.used(c);
    for (const Element c : p.targets(a, Relation::present_on)) any = any || (p.used(c) && is_there(p, a, c));
    if (any) continue;
    const Quantity size = p.v.get(field::audience::size, p.v.as<Kind::audience>(a));
    if (size.known()) people += size.point();
    items.push_back(item(p, a,
                         fmt::format("No channel in use reaches {}{}.", p.describe(a),
                                     size.known() ? fmt::format(", {} people", figure(size.point()))
                                                  : std::string(", of unknown size"))));
    items.back().fields = {{"size", size.known() ? figure(size.point()) : ""}};
  }
  return done(p,
              items.empty() ? std::string("Every audience served is reached by a channel in use.")
                            : fmt::format("{} reached by nothing{}.",
                                          counted(items.size(), "audience served is", "audiences served are"),
                                          people > 0 ? fmt::format(", {} people in all", figure(people))
                                                     : std::string()),
              std::move(items));
}
PracticeAnswer goal_touches_no_customer(Plan& p, const PracticeReport&) {
  Items items;
  for (const Element g : p.own_goals())
    if (!p.any(g, Relation::serves))
      items.push_back(item(p, g, fmt::format("{} is for nobody.", p.describe(g))));
  return done(p,
              items.empty()
                  ? std::string("Every goal of the plan is for somebody.")
                  : fmt::format("{} no customer.", counted(items.size(), "goal touches", "goals touch")),
              std::move(items));
}
/// What the plan would have to do without, so that the program keeps the day of the goal: the wait for
/// something else, days of its own, or the goal's day itself; and its activities that come after that day.
std::string what_would_go(Plan& p, Element program, double from, double likely, Date due, double lag,
                          bool by_end) {
  const Schedule& schedule = p.facts.schedule();
  const WorkUnits& work = p.facts.work();
  const double last = by_end ? due.days : due.days - lag; // the last day on which what has to be done may be
  const double needs = by_end ? std::max(1.0, likely) : 1;
  std::string text;
  // Would it be in time if it did not wait?
  const Date own = p.v.get(field::program::start, p.v.as<Kind::program>(program));
  Element wait = no_element;
  double longest = 0;
  for (const Element before : p.targets(program, Relation::depends_on)) {
    const std::uint32_t row = p.v.is(before, Kind::program)    ? work.row_of_program(before)
                              : p.v.is(before, Kind::activity) ? work.row_of_activity(before)
                                                               : no_row;
    if (row == no_row) continue;
    const double over = schedule.start(row).low + schedule.length(row).low;
    if (std::isfinite(over) && (wait == no_element || over > longest)) {
      longest = over;
      wait = before;
    }
  }
  const Date day = own.known() ? own : p.as_of;
  const double room = last - from + 1;
  if (wait != no_element && day.known() && from > day.days && day.days + needs - 1 <= last)
    text = fmt::format("To keep the day, waiting for {} would have to go.", p.describe(wait));
  else if (!by_end)
    text = fmt::format("To keep the day it would have to start by {}, or the goal's day would have to go.",
                       to_string(Date{static_cast<std::int32_t>(std::floor(last))}));
  else if (room >= 1 && likely > room)
    text = fmt::format("To keep the day, {} of its {} days would have to go.",
                       figure(std::ceil(likely - room)), figure(likely));
  else
    text = "It begins when the day is over: the program or the day would have to go.";
  std::vector<std::string> late;
  for (const Element a : p.sources(program, Relation::part_of)) {
    if (!p.v.is(a, Kind::activity)) continue;
    const Date start = p.v.get(field::activity::start, p.v.as<Kind::activity>(a));
    if (start.known() && start.days > last) late.push_back(p.describe(a));
  }
  std::sort(late.begin(), late.end());
  if (late.size() > 3) {
    const std::size_t more = late.size() - 3;
    late.resize(3);
    late.push_back(fmt::format("{} more", more));
  }
  if (!late.empty()) text += fmt::format(" After the day come {}.", joined(late));
  return text;
}
PracticeAnswer unrealistic_timeframe(Plan& p, const PracticeReport&) {
  Items items;
  const Schedule& schedule = p.facts.schedule();
  const WorkUnits& work = p.facts.work();
  for (const Element e : programs(p)) {
    const std::uint32_t row = work.row_of_program(e);
    const Span start = schedule.start(row), length = schedule.length(row);
    double from = start.low;
    if (const Date d = p.v.get(field::program::start, p.v.as<Kind::program>(e)); d.known())
      from = std::max(from, static_cast<double>(d.days));
    if (!std::isfinite(from)) continue;
    const Quantity duration = p.v.get(field::program::duration, p.v.as<Kind::program>(e));
    const double likely = duration.known() ? duration.point() : length.low + 1; // the last day counts
    for (const Element g : p.goals_of(e)) {
      const Date due = p.v.get(field::goal::due, p.v.as<Kind::goal>(g));
      if (!due.known()) continue;
      const Quantity lag = p.v.get(field::goal::lag, p.v.as<Kind::goal>(g));
      const bool continuous = p.v.get(field::program::continuous, p.v.as<Kind::program>(e)) == Maybe::yes;
      const double effect = from + lag.point_or(0);
      const double end = continuous ? from : from + std::max(0.0, likely - 1);
      const double late = std::max(end, effect) - due.days;
      if (!(late > 0)) continue;
      const std::string goes = what_would_go(p, e, from, likely, due, lag.point_or(0), end >= effect);
      items.push_back(item(p, e,
                           fmt::format("{} {} {} days after {} is due ({}). {}", p.describe(e),
                                       end >= effect ? "is likely to end" : "shows its first effect",
                                       figure(std::ceil(late)), p.describe(g), to_string(due), goes)));
      items.back().fields = {
          {"goal", std::string(p.v.id(g))}, {"days", figure(std::ceil(late))}, {"would_have_to_go", goes}};
      break;
    }
  }
  std::set<Element> told;
  for (const PracticeItem& i : items) told.insert(i.element);
  for (PracticeItem& i : p.found({"NL902", "NL908", "NL631"}))
    if (told.insert(i.element).second) items.push_back(std::move(i));
  return done(p,
              items.empty()
                  ? std::string("Nothing says that the dates cannot be kept.")
                  : fmt::format("{} cannot be kept.", counted(items.size(), "timeframe", "timeframes")),
              std::move(items));
}
PracticeAnswer no_listening_loop(Plan& p, const PracticeReport&) {
  Items items;
  std::vector<Element> listeners;
  for (const Element e : p.all(Kind::program))
    if (p.v.get(field::program::type, p.v.as<Kind::program>(e)) == choice::program_type::listening)
      listeners.push_back(e);
  std::vector<std::string> missing;
  if (listeners.empty()) missing.emplace_back("a program that listens");
  std::size_t unseen = 0;
  Date last;
  for (const Element e : p.all(Kind::program)) {
    const Date start = p.v.get(field::program::start, p.v.as<Kind::program>(e)),
               end = p.v.get(field::program::end, p.v.as<Kind::program>(e));
    if (end.known() && (!last.known() || last < end)) last = end;
    bool inside = false;
    for (const Edge& r : p.v.out(e, Relation::reviewed_by)) {
      const Date d = p.v.get(edge_field::reviewed_by::date, r);
      inside = inside || p.v.get(edge_field::reviewed_by::cadence, r).known() ||
               (d.known() && !(start.known() && d < start) && !(end.known() && end < d));
    }
    if (inside) continue;
    ++unseen;
    items.push_back(item(p, e, fmt::format("{} is never looked at while it runs.", p.describe(e))));
  }
  if (unseen > 0) missing.push_back("a review inside " + counted(unseen, "program", "programs"));
  bool after = false;
  for (const Element a : p.all(Kind::assessment)) {
    const Date d = p.v.get(field::assessment::date, p.v.as<Kind::assessment>(a));
    after = after || (d.known() && p.as_of.known() && p.as_of < d);
  }
  if (!after) missing.emplace_back("an assessment planned for afterwards");
  bool means = false;
  for (const Element e : listeners) {
    Sides s;
    add_sides(p, e, s);
    means = means || s.inside.hours + s.outside.hours > 0;
    for (const Element r : p.targets(e, Relation::uses)) means = means || p.v.is(r, Kind::resource);
  }
  if (!listeners.empty() && !means) missing.emplace_back("hours or a tool for listening");
  return done(p,
              missing.empty() ? std::string("The loop is closed: somebody listens, programs are looked at "
                                            "while they run, and an assessment follows.")
                              : fmt::format("The listening loop lacks {}.", joined(missing)),
              std::move(items));
}

// ---- smacad ----
PracticeAnswer missing_element(Plan& p, const PracticeReport& r) {
  Items items;
  std::vector<std::string> missing, partly;
  for (const PracticeStep& s : r.steps) {
    constexpr std::string_view six[] = {"goal", "mission", "benefits", "methods", "resources", "reporting"};
    if (std::find(std::begin(six), std::end(six), s.name) == std::end(six)) continue;
    if (s.state == StepState::not_started) missing.emplace_back(s.name);
    if (s.state == StepState::incomplete) partly.emplace_back(s.name);
    std::size_t gaps = 0;
    for (const PracticeGap& g : s.missing) gaps += g.items.size();
    items.push_back({root_element,
                     fmt::format("{}: {}{}.", s.title, step_state_name(s.state),
                                 gaps > 0 ? fmt::format(", {}", counted(gaps, "gap", "gaps")) : ""),
                     {},
                     0,
                     false,
                     {{"element", std::string(s.name)}, {"state", std::string(step_state_name(s.state))}}});
  }
  std::string text;
  if (!missing.empty()) text = "Missing of the six elements: " + joined(missing);
  if (!partly.empty())
    text += (text.empty() ? "None of the six elements is missing; incomplete: " : "; incomplete: ") +
            joined(partly);
  if (text.empty()) text = "All six elements are there and complete";
  text += ".";
  return done(p, text, std::move(items));
}
PracticeAnswer one_sided_benefits(Plan& p, const PracticeReport&) {
  using B = choice::beneficiary;
  Items items;
  std::size_t sided = 0;
  for (const Element g : p.own_goals()) {
    bool side[4] = {};
    const auto add = [&](Element e) {
      for (const Element b : p.targets(e, Relation::delivers))
        side[static_cast<unsigned>(p.v.get(field::benefit::beneficiary, p.v.as<Kind::benefit>(b)))] = true;
    };
    add(g);
    for (const Element w : p.programs_of(g)) add(w);
    std::vector<std::string> who;
    if (side[static_cast<unsigned>(B::customer)]) who.emplace_back("the customer");
    if (side[static_cast<unsigned>(B::company)]) who.emplace_back("the company");
    if (side[static_cast<unsigned>(B::partner)]) who.emplace_back("the partner");
    const bool one = who.size() < 2;
    sided += one;
    items.push_back(item(p, g,
                         who.empty() ? fmt::format("{}: nobody is said to gain.", p.title(g))
                                     : fmt::format("{}: {}{} {}.", p.title(g), one ? "only " : "",
                                                   joined(who), who.size() == 1 ? "gains" : "gain")));
    if (one) items.back().weight += 1e6;
    items.back().fields = {{"goal", std::string(p.v.id(g))}, {"gains", who.empty() ? "" : joined(who)}};
  }
  if (items.empty()) return done(p, "The plan has no goal of its own yet.", {});
  return done(p,
              sided == 0
                  ? std::string("At least two sides gain from every goal.")
                  : fmt::format("{} one side or nobody.", counted(sided, "goal serves", "goals serve")),
              std::move(items));
}
PracticeAnswer made_without_market(Plan& p, const PracticeReport&) {
  Items items;
  const auto outside = [&](Element e) {
    for (const Element c : p.targets(e, Relation::co_created_with))
      if (p.v.is(c, Kind::audience) || p.from_outside(c)) return true;
    return false;
  };
  const bool whole = outside(root_element);
  std::size_t joint = 0;
  if (!whole)
    for (const Element g : p.own_goals())
      if (!outside(g))
        items.push_back(item(p, g, fmt::format("Nobody from outside had a hand in {}.", p.describe(g))));
  for (const Element e : p.all(Kind::program)) {
    if (outside(e)) continue;
    const auto x = p.v.get(field::program::execution, p.v.as<Kind::program>(e));
    const bool with = x == choice::execution::joint || x == choice::execution::market;
    if (!with && whole) continue; // it stands on a strategy that was made with the market
    joint += with;
    items.push_back(
        item(p, e,
             with ? fmt::format("{} is run {} the market, but was not made with it.", p.describe(e),
                                x == choice::execution::joint ? "together with" : "by")
                  : fmt::format("Nobody from outside had a hand in {}.", p.describe(e))));
    if (with) items.back().weight += 1e6;
  }
  for (const Element a : served(p)) {
    bool spoken = false;
    for (const Edge& e : p.v.in(a, Relation::speaks_for)) spoken = spoken || p.present(e.source);
    for (const Edge& e : p.v.in(a, Relation::co_created_with)) spoken = spoken || p.present(e.source);
    if (!spoken) items.push_back(item(p, a, fmt::format("Nobody spoke for {}.", p.describe(a))));
  }
  std::string text = whole ? "The strategy was made with somebody from the market"
                           : "Nobody from the market had a hand in the strategy";
  if (joint > 0)
    text += fmt::format("; {} run with the market, but made without it",
                        counted(joint, "program is", "programs are"));
  return done(p, text + ".", std::move(items));
}
PracticeAnswer roi(Plan& p, const PracticeReport&) {
  Items items = p.found({"NL959", "NL956"});
  const PracticeReturn& r = p.input.gain;
  PracticeAnswer a;
  const std::string unit = p.v.text(field::strategy::currency, p.v.as<Kind::strategy>(root_element));
  const auto of_money = [&](double x) {
    return unit.empty() ? figure(std::round(x)) : fmt::format("{} {}", figure(std::round(x)), unit);
  };
  if (!r.known)
    a.sentence = "Nobody can tell the return: a benefit has no value, nothing is said to cost anything, or "
                 "the plan has no dates.";
  else {
    a.sentence =
        fmt::format("The plan is expected to {} {} more than it {}. ", r.expected < 0 ? "cost" : "return",
                    of_money(std::round(std::fabs(r.expected))), r.expected < 0 ? "returns" : "costs");
    a.sentence += r.low == r.high
                      ? std::string("None of its figures has a range, so nobody can say how sure that is.")
                      : fmt::format("In eight of ten cases the difference lies between {} and {}; the "
                                    "probability of a loss is {} %.",
                                    figure(std::round(r.low)), figure(std::round(r.high)),
                                    figure(std::round(100 * r.loss)));
  }
  if (!items.empty())
    a.sentence +=
        fmt::format(" {} without a stated return or value.", counted(items.size(), "item is", "items are"));
  std::size_t losing = 0;
  for (const ProgramGain& program : p.input.programs) {
    const PracticeReturn& g = program.gain;
    losing += g.expected < 0;
    items.push_back(item(
        p, program.program,
        g.low == g.high
            ? fmt::format("{}: {} expected, of figures without a range.", p.describe(program.program),
                          of_money(g.expected))
            : fmt::format(
                  "{}: {} expected, in eight of ten cases between {} and {}; probability of a loss {} %.",
                  p.describe(program.program), of_money(g.expected), figure(std::round(g.low)),
                  figure(std::round(g.high)), figure(std::round(100 * g.loss)))));
    items.back().fields = {{"expected", fmt::format("{:.2f}", g.expected)},
                           {"p10", fmt::format("{:.2f}", g.low)},
                           {"p90", fmt::format("{:.2f}", g.high)},
                           {"probability_of_loss", fmt::format("{:.4f}", g.loss)}};
  }
  if (losing > 0)
    a.sentence += fmt::format(" {} to cost more than {} of the benefits.",
                              counted(losing, "program is expected", "programs are expected"),
                              losing == 1 ? "its part" : "their parts");
  a.items = p.cut(std::move(items));
  if (r.known)
    a.items.items.insert(a.items.items.begin(),
                         {root_element,
                          fmt::format("The whole plan: {} expected.", of_money(r.expected)),
                          {},
                          0,
                          false,
                          {{"expected", fmt::format("{:.2f}", r.expected)},
                           {"p10", fmt::format("{:.2f}", r.low)},
                           {"p90", fmt::format("{:.2f}", r.high)},
                           {"probability_of_loss", fmt::format("{:.4f}", r.loss)}}});
  return a;
}
/// How much is asked, and from 1,000 employees on how each department stands.
PracticeAnswer any_size(Plan& p, const PracticeReport&) {
  if (p.small)
    return done(p, "The organisation is small: two subjects, two policies and one owner are enough.", {});
  if (!p.large) return done(p, "The report asks what it asks of every organisation.", {});
  struct Department {
    std::size_t owns = 0, managers = 0, informed = 0;
    bool assessed = false;
  };
  std::map<std::string, Department> list;
  const auto department = [&](Element person) {
    return p.v.text(field::stakeholder::department, p.v.as<Kind::stakeholder>(person));
  };
  double managers = 0, told = 0;
  for (const Element s : p.all(Kind::stakeholder)) {
    const std::string name = department(s);
    bool knows = p.v.get(field::stakeholder::educated, p.v.as<Kind::stakeholder>(s)).known();
    for (const Edge& e : p.v.in(s, Relation::informed)) knows = knows || p.present(e.source);
    const bool manager =
        p.v.get(field::stakeholder::type, p.v.as<Kind::stakeholder>(s)) == choice::stakeholder_type::manager;
    const double people = p.v.get(field::stakeholder::members, p.v.as<Kind::stakeholder>(s));
    if (manager) {
      managers += known(people) ? people : 1;
      if (knows) told += known(people) ? people : 1;
    }
    if (name.empty()) continue;
    Department& d = list[name];
    d.managers += manager;
    d.informed += knows;
    for (const Element e : p.sources(s, Relation::owned_by)) {
      if (p.v.is(e, Kind::goal) || p.v.is(e, Kind::program)) ++d.owns;
      if (p.v.is(e, Kind::assessment)) d.assessed = true;
    }
  }
  Items items;
  std::size_t behind = 0;
  for (const auto& [name, d] : list) {
    if (d.owns == 0) continue;
    const bool lacks = !d.assessed || d.informed == 0;
    behind += lacks;
    items.push_back({root_element,
                     fmt::format("{}: owns {}; {} the assessment; {}.", name,
                                 counted(d.owns, "goal or program", "goals and programs"),
                                 d.assessed ? "took part in" : "took no part in",
                                 d.informed == 0 ? std::string("nobody there was informed")
                                                 : counted(d.informed, "person or group was informed",
                                                           "people or groups were informed")),
                     {},
                     static_cast<double>(d.owns) + (lacks ? 1e6 : 0),
                     false,
                     {{"department", name},
                      {"owns", std::to_string(d.owns)},
                      {"assessed", d.assessed ? "yes" : ""},
                      {"informed", std::to_string(d.informed)}}});
  }
  std::string text =
      fmt::format("{} or programs", counted(items.size(), "department owns goals", "departments own goals"));
  text += fmt::format("; {} took no part in the assessment or {} never informed.", behind,
                      behind == 1 ? "was" : "were");
  if (managers > 0)
    text += fmt::format(" {} % of the managers recorded are informed{}.",
                        figure(std::floor(100 * told / managers)),
                        told < 0.8 * managers ? "; 80 % should be" : "");
  return done(p, text, std::move(items));
}

constexpr std::pair<std::string_view, PracticeAnswer (*)(Plan&, const PracticeReport&)> table[] = {
    {"step-out-of-order", step_out_of_order},
    {"leader-objects", leader_objects},
    {"leader-stalls", leader_stalls},
    {"leader-never-educated", leader_never_educated},
    {"goals-at-risk", goals_at_risk},
    {"objective-without-assessment", objective_without_assessment},
    {"channel-against-corporate", channel_against_corporate},
    {"corporate-without-channel", corporate_without_channel},
    {"leaf-readiness", leaf_readiness},
    {"technology-ahead", technology_ahead},
    {"fixed-too-early", fixed_too_early},
    {"unused-slack", unused_slack},
    {"measured-what", measured_what},
    {"measured-how", measured_how},
    {"target", target},
    {"review", review},
    {"channel-degree", channel_degree},
    {"resources-inside-outside", resources_inside_outside},
    {"whose-job", whose_job},
    {"activity-and-results", activity_and_results},
    {"channel-nobody-uses", channel_nobody_uses},
    {"audience-no-channel", audience_no_channel},
    {"goal-touches-no-customer", goal_touches_no_customer},
    {"unrealistic-timeframe", unrealistic_timeframe},
    {"no-listening-loop", no_listening_loop},
    {"missing-element", missing_element},
    {"one-sided-benefits", one_sided_benefits},
    {"made-without-market", made_without_market},
    {"roi", roi},
    {"any-size", any_size},
};

} // namespace

PracticeAnswer answer(Plan& p, std::string_view name, const PracticeReport& report) {
  for (const auto& [known_name, make] : table)
    if (known_name == name) {
      PracticeAnswer a = make(p, report);
      a.name = known_name;
      return a;
    }
  return {};
}

} // namespace northline::practices
