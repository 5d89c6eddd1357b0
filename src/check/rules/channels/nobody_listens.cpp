#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "The only program of the strategy speaks, and none listens."},
};
constexpr std::string_view footprint[] = {"all program.status", "all program.type", "all channel.status",
                                          "all channel.state"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool listens = false, untold = false;
  double count = 0;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    if (!open(v, p)) return;
    ++count;
    const choice::program_type type = v.get(field::program::type, p);
    listens = listens || type == choice::program_type::listening;
    untold = untold || type == choice::program_type::absent; // it may be the one that listens
  });
  if (count == 0 || listens || untold) return;
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    listens =
        listens || (v.get(field::channel::state, c) == choice::channel_state::observed && in_force(v, c));
  });
  if (!listens) run.report(strategy).number("count", count);
}

std::string render(const Rendering& r) { return r.say(r.number("count") == 1 ? "one" : ""); }

} // namespace

extern const Rule nobody_listens = {
    .code = "NL408",
    .name = "nobody-listens",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there a program or a place in which somebody listens?",
    .message = "The strategy has {count} programs that speak, and none that listens.",
    .advice = "Plan a program of type \"listening\", with hours and a tool behind it, or record the "
              "place that is watched.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::landscape | Pack::channels_later,
    .small = Severity::advice,
    .variants = variants,
};

} // namespace northline::rules
