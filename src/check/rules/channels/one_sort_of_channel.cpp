#include "check/channels.hpp"
#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"channels", 2, "plans with fewer channels in use are left alone"},
};
constexpr std::string_view phrases[] = {
    "owned",
    "paid",
    "only those who know you already come there",
    "when the money ends, nothing is left",
    "Let {program} use {channel} as well.",
};
constexpr std::string_view footprint[] = {"all channel.status", "all channel.state", "all channel.ownership",
                                          "all channel<uses.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool mixed = false;
  choice::ownership one = choice::ownership::absent;
  std::vector<Element> channels;
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    if (mixed) return;
    const choice::ownership ownership = v.get(field::channel::ownership, c);
    if (!usable(v, c) || !in_use(v, c)) return;
    if ((ownership != choice::ownership::owned && ownership != choice::ownership::paid) ||
        (one != choice::ownership::absent && ownership != one)) {
      mixed = true; // also where one does not say: it may be of another sort
      return;
    }
    one = ownership;
    channels.push_back(c);
  });
  if (mixed || static_cast<double>(channels.size()) < run.parameter(0)) return;
  auto report = run.report(strategy);
  report.number("count", static_cast<double>(channels.size()))
      .text("ownership", one == choice::ownership::owned ? "owned" : "paid")
      .text("meaning", one == choice::ownership::owned ? "only those who know you already come there"
                                                       : "when the money ends, nothing is left");
  relate(report, v, channels);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const auto now = r.text("ownership") == "owned" ? choice::ownership::owned : choice::ownership::paid;
  Element channel = no_element, program = no_element;
  each_of_few(v, Kind::audience, [&](Element audience) {
    if (channel != no_element || !in_force(v, audience)) return;
    program = program_for(v, audience);
    if (program == no_element || !committed(v, program)) return;
    channel = main_channel(v, audience, [&](Element c) {
      const auto own = v.get(field::channel::ownership, v.as<Kind::channel>(c));
      return own != now && own != choice::ownership::absent;
    });
  });
  if (channel == no_element) return false;
  f.title = "Let {program} use {channel} as well.";
  f.values = {{"program", r.describe(program)}, {"channel", r.describe(channel)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::uses, channel);
  return true;
}

} // namespace

extern const Rule one_sort_of_channel = {
    .code = "NL414",
    .name = "one-sort-of-channel",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Are there channels of more than one sort?",
    .message = "All {count} channels in use are {ownership}: {meaning}.",
    .advice = "Add a channel of another sort, such as one where others speak about you.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
