#include "check/channels.hpp"
#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} use {channel}, where most of these people are.",
    "Let {program} use {channel}, where these people are, and say that it is planned.",
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "<serves.status",
                                          "<part_of",
                                          ">part_of",
                                          ">present_on.status",
                                          ">present_on.state",
                                          ">present_on<uses.status",
                                          "<part_of>present_on.status",
                                          "<part_of>present_on.state",
                                          "<part_of>present_on<uses.status",
                                          ">part_of>present_on.status",
                                          ">part_of>present_on.state",
                                          ">part_of>present_on<uses.status",
                                          "<reaches.status",
                                          "<reaches.state",
                                          "<reaches<uses.status",
                                          "<part_of<reaches.status",
                                          "<part_of<reaches.state",
                                          "<part_of<reaches<uses.status",
                                          ">part_of<reaches.status",
                                          ">part_of<reaches.state",
                                          ">part_of<reaches<uses.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

bool used(const View& v, Element channel) {
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && open(v, e.source) && some(v.get(edge_field::uses::degree, e)))
      return true;
  return false;
}

/// Whether a channel in use reaches these people, or may do.
bool reached(const View& v, Element audience) {
  const auto by = [&](Element channel, const Quantity& share) {
    return some(share) && live_channel(v, channel) && used(v, channel);
  };
  for (const Edge& e : v.in(audience, Relation::reaches))
    if (by(e.source, v.get(edge_field::reaches::share, e))) return true;
  // Where they are, the channel may reach them: nobody has measured it.
  for (const Edge& e : v.out(audience, Relation::present_on))
    if (by(e.target, v.get(edge_field::present_on::share, e))) return true;
  return false;
}

void decide(RuleRun& run, Element audience) {
  const View& v = run.view;
  if (!open(v, audience)) return;
  const auto serves = [&](const Edge& e) { return !v.is(e.source, Kind::benefit) && open(v, e.source); };
  bool served = false;
  for (const Edge& e : v.in(audience, Relation::serves)) served = served || serves(e);
  if (!served || reached(v, audience)) return;
  // Whoever reaches a part reaches some of the whole; a persona is reached with the segment it stands for.
  for (const Edge& e : v.in(audience, Relation::part_of))
    if (reached(v, e.source)) return;
  if (v.get(field::audience::type, v.as<Kind::audience>(audience)) == choice::audience_type::persona)
    for (const Edge& e : v.out(audience, Relation::part_of))
      if (reached(v, e.target)) return;
  Element by = no_element;
  for (const Edge& e : v.in(audience, Relation::serves))
    if (serves(e) && (by == no_element || by_id(v, e.source, by))) by = e.source;
  run.report(audience).element("by", by);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element program = program_for(v, r.focus);
  if (program == no_element) return false;
  const auto unused = [&](Element c) { return !has_target(v, program, Relation::uses, c); };
  const Element channel = main_channel(v, r.focus, unused);
  const Element asleep = main_channel(v, r.focus, unused, true);
  f.safety = Safety::display;
  if (channel != no_element) {
    f.title = "Let {program} use {channel}, where most of these people are.";
    f.values = {{"program", r.describe(program)}, {"channel", r.describe(channel)}};
    f.patch = add_relation(v, program, Relation::uses, channel);
  } else if (asleep != no_element) {
    f.title = "Let {program} use {channel}, where these people are, and say that it is planned.";
    f.values = {{"program", r.describe(program)}, {"channel", r.describe(asleep)}};
    f.patch = joined({set_member(v, asleep, "state", quoted("planned")),
                      add_relation(v, program, Relation::uses, asleep)});
  } else {
    return false;
  }
  return true;
}

} // namespace

extern const Rule audience_unreached = {
    .code = "NL303",
    .name = "audience-unreached",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::audience),
    .question = "Does a channel in use reach every audience that is served?",
    .message = "{focus} is to be served by {by}, but no channel that a program uses reaches it or is one "
               "where these people are.",
    .advice =
        "Use a channel where these people are, or write down where they are, if one in use is among them.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
