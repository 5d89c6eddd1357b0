#include "check/channels.hpp"
#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take {channel} out of the work.",
};
constexpr std::string_view footprint[] = {"status",
                                          ">uses.status",
                                          ">uses.state",
                                          "<part_of.status",
                                          "<part_of>uses.status",
                                          "<part_of>uses.state",
                                          ">contributes_to.status",
                                          ">serves.status",
                                          ">serves>present_on",
                                          ">serves<reaches",
                                          ">serves>part_of>present_on",
                                          ">serves>part_of<reaches",
                                          ">serves<part_of>present_on",
                                          ">serves<part_of<reaches",
                                          ">serves>part_of",
                                          ">serves<part_of",
                                          ">contributes_to>serves.status",
                                          ">contributes_to>serves>present_on",
                                          ">contributes_to>serves<reaches",
                                          ">contributes_to>serves>part_of>present_on",
                                          ">contributes_to>serves>part_of<reaches",
                                          ">contributes_to>serves<part_of>present_on",
                                          ">contributes_to>serves<part_of<reaches",
                                          ">contributes_to>serves>part_of",
                                          ">contributes_to>serves<part_of"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

/// Channels that nobody has been found on yet, in order.
class Searched {
public:
  explicit Searched(std::vector<Element>& channels) : left_(channels) {
    std::sort(left_.begin(), left_.end());
    left_.erase(std::unique(left_.begin(), left_.end()), left_.end());
  }
  bool done() const { return left_.empty(); }
  void look_for(const View& v, Element audience) {
    for (const Edge& e : v.out(audience, Relation::present_on))
      if (const auto at = find(e.target); at != left_.end() && some(v.get(edge_field::present_on::share, e)))
        left_.erase(at);
    for (const Edge& e : v.in(audience, Relation::reaches))
      if (const auto at = find(e.source); at != left_.end() && some(v.get(edge_field::reaches::share, e)))
        left_.erase(at);
  }

private:
  std::vector<Element>::iterator find(Element channel) {
    const auto at = std::lower_bound(left_.begin(), left_.end(), channel);
    return at != left_.end() && *at == channel ? at : left_.end();
  }
  std::vector<Element>& left_;
};

void add_channels(const View& v, Element worker, std::vector<Element>& channels) {
  for (const Edge& e : v.out(worker, Relation::uses))
    if (v.is(e.target, Kind::channel) && live_channel(v, e.target)) channels.push_back(e.target);
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (!open(v, program)) return;
  std::vector<Element>& channels = run.list(0);
  add_channels(v, program, channels);
  for (const Edge& e : v.in(program, Relation::part_of))
    if (v.is(e.source, Kind::activity) && open(v, e.source)) add_channels(v, e.source, channels);
  if (channels.empty()) return;
  std::vector<Element>& people = run.list(1);
  const auto add_people = [&](Element who) {
    for (const Edge& e : v.out(who, Relation::serves))
      if (v.is(e.target, Kind::audience) && in_force(v, e.target)) people.push_back(e.target);
  };
  const EdgeRange own = v.out(program, Relation::serves);
  if (!own.empty()) // a program for its own leaders meets them elsewhere
    add_people(program);
  else
    for (const Edge& e : v.out(program, Relation::contributes_to)) {
      const Quantity c = v.get(edge_field::contributes_to::contribution, e);
      if ((!c.known() || c.point() > 0) && in_force(v, e.target)) add_people(e.target);
    }
  if (people.empty()) return;
  Searched searched(channels);
  for (const Element a : people) {
    searched.look_for(v, a);
    if (searched.done()) return; // mostly the first people are on all of them
    // Where a part of them is, some of them are; where the whole is, nobody knows whether these are.
    for (const Edge& e : v.in(a, Relation::part_of)) searched.look_for(v, e.source);
    for (const Edge& e : v.out(a, Relation::part_of)) searched.look_for(v, e.target);
    if (searched.done()) return;
  }
  const Element first = *std::min_element(people.begin(), people.end(),
                                          [&v](Element a, Element b) { return v.id(a) < v.id(b); });
  for (const Element c : channels)
    run.report(program).element("channel", c).element("audience", first).at_target(Relation::uses, c);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element channel = r.element("channel");
  std::vector<std::string> all;
  if (has_target(v, r.focus, Relation::uses, channel))
    all.push_back(patch::remove_relation(v, r.focus, Relation::uses, channel));
  for (const Edge& e : v.in(r.focus, Relation::part_of))
    if (v.is(e.source, Kind::activity) && open(v, e.source) &&
        has_target(v, e.source, Relation::uses, channel))
      all.push_back(patch::remove_relation(v, e.source, Relation::uses, channel));
  if (all.empty()) return false;
  f.title = "Take {channel} out of the work.";
  f.values = {{"channel", r.describe(channel)}};
  f.safety = Safety::display;
  f.patch = joined(all);
  return true;
}

} // namespace

extern const Rule audience_not_there = {
    .code = "NL307",
    .name = "audience-not-there",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Are the people a program is for present on the channels it uses?",
    .message = "{focus} uses {channel}, but none of the people it is for is there: {audience} is neither "
               "present on it nor reached by it.",
    .advice = "Use a channel where these people are, or say how many of them are on this one.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
