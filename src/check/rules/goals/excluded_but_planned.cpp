#include "check/reading.hpp"

#include <algorithm>
#include <tuple>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all exclusion.status",
                                          "all exclusion.until",
                                          "all exclusion.tags",
                                          "all exclusion>rules_out.status",
                                          "all exclusion>rules_out.start",
                                          "all exclusion>rules_out<uses.status",
                                          "all exclusion>rules_out<uses.start",
                                          "all exclusion>rules_out<serves.status",
                                          "all exclusion>rules_out<serves.start",
                                          "all channel.status",
                                          "all channel.state",
                                          "all channel<uses.status",
                                          "all channel<uses.start",
                                          "all program.status",
                                          "all program.tags",
                                          "all program.start",
                                          "all activity.status",
                                          "all activity.tags",
                                          "all activity.start"};

struct Clash {
  Element work, what, exclusion;
  friend bool operator<(const Clash& a, const Clash& b) {
    return std::tie(a.work, a.what, a.exclusion) < std::tie(b.work, b.what, b.exclusion);
  }
};

/// An exclusion until a day says nothing of work that starts later.
bool begins_later(const View& v, Element work, Date until) {
  if (!until.known()) return false;
  const Date start = v.is(work, Kind::program) ? v.get(field::program::start, v.as<Kind::program>(work))
                                               : v.get(field::activity::start, v.as<Kind::activity>(work));
  return start.known() && until < start;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  std::vector<Clash> clashes;
  std::vector<std::pair<std::string, Element>> tags;
  const auto clash = [&](Element work, Element what, Element exclusion, Date until) {
    if (!v.is(work, Kind::metric) && committed(v, work) && !begins_later(v, work, until))
      clashes.push_back({work, what, exclusion});
  };
  v.each_of<Kind::exclusion>([&](ElementOf<Kind::exclusion> x) {
    const Date until = v.get(field::exclusion::until, x);
    if (!committed(v, x) || (until.known() && run.as_of.known() && until < run.as_of)) return;
    each_text(v.get(field::common::tags, x), [&](std::string_view tag) { tags.emplace_back(tag, x); });
    for (const Edge& e : v.out(x, Relation::rules_out)) {
      if (!in_force(v, e.target)) continue;
      if (v.is(e.target, Kind::program))
        clash(e.target, e.target, x, until);
      else if (v.is(e.target, Kind::channel))
        for (const Edge& u : v.in(e.target, Relation::uses)) clash(u.source, e.target, x, until);
      else
        for (const Edge& s : v.in(e.target, Relation::serves))
          if (v.is(s.source, Kind::program)) clash(s.source, e.target, x, until);
    }
  });
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    if (v.get(field::channel::state, c) != choice::channel_state::excluded || !in_force(v, c)) return;
    for (const Edge& u : v.in(c, Relation::uses)) clash(u.source, c, c, {});
  });
  if (!tags.empty()) {
    std::sort(tags.begin(), tags.end());
    const auto look = [&](Element work) {
      each_text(v.get(field::common::tags, work), [&](std::string_view tag) {
        for (auto t =
                 std::lower_bound(tags.begin(), tags.end(), std::make_pair(std::string(tag), Element{0}));
             t != tags.end() && t->first == tag; ++t)
          clash(work, t->second, t->second, v.get(field::exclusion::until, v.as<Kind::exclusion>(t->second)));
      });
    };
    v.each(Kind::program, look);
    v.each(Kind::activity, look);
  }
  std::sort(clashes.begin(), clashes.end());
  Clash last{no_element, no_element, no_element};
  for (const Clash& c : clashes) {
    if (c.work == last.work && c.what == last.what &&
        (c.exclusion == last.exclusion || c.what != c.exclusion))
      continue; // one finding for each thing that is ruled out, whoever did so
    last = c;
    const bool itself = c.what == c.work;
    auto report = run.report(c.work);
    report.element("what", c.what);
    if (c.exclusion != c.what) {
      Element by = c.exclusion;
      for (const Clash& d : clashes)
        if (d.work == c.work && d.what == c.what && by_id(v, d.exclusion, by)) by = d.exclusion;
      report.element("by", by);
    }
    if (itself) continue;
    if (v.is(c.what, Kind::channel)) report.text("does", "uses").at_target(Relation::uses, c.what);
    if (v.is(c.what, Kind::audience)) report.text("does", "serves").at_target(Relation::serves, c.what);
    if (v.is(c.what, Kind::exclusion)) report.text("does", "tag").at("tags");
  }
}

std::string render(const Rendering& r) {
  const std::string does = r.text("does");
  const Element by = r.element("by");
  std::string s = describe(r.view, r.focus);
  s[0] = static_cast<char>(s[0] - 'a' + 'A');
  if (does == "tag") return s + " carries a tag that " + describe(r.view, r.element("what")) + " rules out.";
  if (!does.empty()) s += " " + does + " " + describe(r.view, r.element("what")) + ", which";
  s += by == no_element ? " is excluded" : " was ruled out by " + describe(r.view, by);
  return does.empty() ? s + " and still stands." : s + ".";
}

bool fix(const Rendering& r, Fix& f) {
  const std::string does = r.text("does");
  if (does != "uses" && does != "serves") return false;
  f.title = "Take " + describe(r.view, r.element("what")) + " out of the work.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, r.focus, does == "uses" ? Relation::uses : Relation::serves,
                                   r.element("what"));
  return true;
}

} // namespace

extern const Rule excluded_but_planned = {
    .code = "NL217",
    .name = "excluded-but-planned",
    .category = Category::goals,
    .severity = Severity::error,
    .focus = kinds(Kind::strategy),
    .question = "Does all work keep to what was ruled out?",
    .message = "{focus} {does} {what}, which was ruled out{by}.",
    .advice = "Take it out of the work, or take the exclusion back and say why.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
};

} // namespace northline::rules
