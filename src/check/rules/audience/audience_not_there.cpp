#include "check/channels.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

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

bool some(const Quantity& share) { return !(share.known() && share.point() <= 0); }

void add_places(const View& v, Element audience, std::vector<Element>& places) {
  for (const Edge& e : v.out(audience, Relation::present_on))
    if (some(v.get(edge_field::present_on::share, e))) places.push_back(e.target);
  for (const Edge& e : v.in(audience, Relation::reaches))
    if (some(v.get(edge_field::reaches::share, e))) places.push_back(e.source);
}

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
  std::vector<Element>& places = run.list(2);
  for (const Element a : people) {
    add_places(v, a, places);
    // Where a part of them is, some of them are; where the whole is, nobody knows whether these are.
    for (const Edge& e : v.in(a, Relation::part_of)) add_places(v, e.source, places);
    for (const Edge& e : v.out(a, Relation::part_of)) add_places(v, e.target, places);
  }
  std::sort(places.begin(), places.end());
  std::sort(channels.begin(), channels.end());
  channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
  Element first = no_element;
  for (const Element c : channels) {
    if (std::binary_search(places.begin(), places.end(), c)) continue;
    if (first == no_element)
      first = *std::min_element(people.begin(), people.end(),
                                [&v](Element a, Element b) { return v.id(a) < v.id(b); });
    run.report(program).element("channel", c).element("audience", first).at_target(Relation::uses, c);
  }
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
    .consequence_of = causes,
};

} // namespace northline::rules
