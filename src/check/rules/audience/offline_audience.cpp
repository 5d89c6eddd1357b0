#include "check/channels.hpp"
#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} use {channel} as well, which meets them offline.",
};
constexpr std::string_view footprint[] = {"status",
                                          "online_share",
                                          "<serves.status",
                                          "<reaches.status",
                                          "<reaches.state",
                                          "<reaches.mode",
                                          "<reaches<uses.status",
                                          ">present_on.status",
                                          ">present_on.state",
                                          ">present_on.mode",
                                          ">present_on<uses.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};
constexpr Parameter parameters[] = {
    {"online_share", 0.5, "below this share online an audience needs another way"}};

bool used(const View& v, Element channel) {
  for (const Edge& e : v.in(channel, Relation::uses))
    if (!v.is(e.source, Kind::metric) && open(v, e.source)) return true;
  return false;
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const auto audience = v.as<Kind::audience>(e);
  const Quantity online = v.get(field::audience::online_share, audience);
  if (!online.known() || !(online.point() < run.parameter(0)) || !open(v, e)) return;
  bool served = false;
  for (const Edge& edge : v.in(e, Relation::serves)) served = served || open(v, edge.source);
  if (!served) return;
  bool met = false, offline = false;
  const auto look = [&](Element channel, const Quantity& share) {
    if (offline || !some(share) || !live_channel(v, channel) || !used(v, channel)) return;
    met = true;
    // A channel that does not say where it meets people may well be a counter.
    offline = v.get(field::channel::mode, v.as<Kind::channel>(channel)) != choice::channel_mode::online;
  };
  for (const Edge& edge : v.in(e, Relation::reaches))
    look(edge.source, v.get(edge_field::reaches::share, edge));
  for (const Edge& edge : v.out(e, Relation::present_on))
    look(edge.target, v.get(edge_field::present_on::share, edge));
  if (met && !offline) run.report(e).number("percent", 100 * online.point()); // met by nothing: NL303 speaks
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element program = program_for(v, r.focus);
  if (program == no_element) return false;
  const Element channel = main_channel(v, r.focus, [&](Element c) {
    return v.get(field::channel::mode, v.as<Kind::channel>(c)) == choice::channel_mode::offline &&
           !has_target(v, program, Relation::uses, c);
  });
  if (channel == no_element) return false;
  f.title = "Let {program} use {channel} as well, which meets them offline.";
  f.values = {{"program", r.describe(program)}, {"channel", r.describe(channel)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::uses, channel);
  return true;
}

} // namespace

extern const Rule offline_audience = {
    .code = "NL310",
    .name = "offline-audience",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::audience),
    .question = "Is an audience that is seldom online met offline too?",
    .message =
        "Only {percent} % of {focus} is online at all, but every channel in use that meets it is online.",
    .advice = "Add a channel that works without the net, such as print, a counter or people who visit.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
