#include "check/reading.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"tag", "{focus} carries a tag that {what} rules out."},
    {"uses_excluded", "{focus} uses {what}, which is excluded."},
    {"uses_ruled_out", "{focus} uses {what}, which was ruled out by {by}."},
    {"serves_excluded", "{focus} serves {what}, which is excluded."},
    {"serves_ruled_out", "{focus} serves {what}, which was ruled out by {by}."},
    {"itself", "{focus} is excluded and still stands."},
    {"itself_ruled_out", "{focus} was ruled out by {by} and still stands."},
};
constexpr std::string_view phrases[] = {
    "Take {what} out of the work.",
};
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
    // By id within a tag: the first that binds the work speaks for all that forbid the same.
    std::sort(tags.begin(), tags.end(), [&v](const auto& x, const auto& y) {
      return x.first != y.first ? x.first < y.first : by_id(v, x.second, y.second);
    });
    const auto look = [&](Element work) {
      each_text(v.get(field::common::tags, work), [&](std::string_view tag) {
        auto t = std::lower_bound(tags.begin(), tags.end(), tag,
                                  [](const auto& x, std::string_view wanted) { return x.first < wanted; });
        for (; t != tags.end() && t->first == tag; ++t) {
          const Date until = v.get(field::exclusion::until, v.as<Kind::exclusion>(t->second));
          if (begins_later(v, work, until)) continue;
          clash(work, t->second, t->second, until);
          break;
        }
      });
    };
    v.each(Kind::program, look);
    v.each(Kind::activity, look);
  }
  std::sort(clashes.begin(), clashes.end());
  // One finding for each thing that is ruled out, whoever did so.
  for (auto c = clashes.begin(); c != clashes.end();) {
    auto next = c;
    Element by = c->exclusion;
    for (; next != clashes.end() && next->work == c->work && next->what == c->what; ++next)
      if (next->exclusion != c->what && (by == c->what || by_id(v, next->exclusion, by)))
        by = next->exclusion;
    const Clash clash_here = *std::exchange(c, next);
    const bool itself = clash_here.what == clash_here.work;
    auto report = run.report(clash_here.work);
    report.element("what", clash_here.what);
    if (by != clash_here.what) report.element("by", by);
    if (itself) continue;
    const Element what = clash_here.what;
    if (v.is(what, Kind::channel)) report.text("does", "uses").at_target(Relation::uses, what);
    if (v.is(what, Kind::audience)) report.text("does", "serves").at_target(Relation::serves, what);
    if (v.is(what, Kind::exclusion)) report.text("does", "tag").at("tags");
  }
}

std::string render(const Rendering& r) {
  const std::string does = r.text("does");
  const bool ruled_out = r.element("by") != no_element;
  if (does == "tag") return r.say("tag");
  if (does == "uses") return r.say(ruled_out ? "uses_ruled_out" : "uses_excluded");
  if (does == "serves") return r.say(ruled_out ? "serves_ruled_out" : "serves_excluded");
  return r.say(ruled_out ? "itself_ruled_out" : "itself");
}

bool fix(const Rendering& r, Fix& f) {
  const std::string does = r.text("does");
  if (does != "uses" && does != "serves") return false;
  f.title = "Take {what} out of the work.";
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
    .message = "{focus} goes against what was ruled out.",
    .advice = "Take it out of the work, or take the exclusion back and say why.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
