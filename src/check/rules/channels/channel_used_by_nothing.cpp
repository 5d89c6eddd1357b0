#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it is dormant.",
};
constexpr std::string_view footprint[] = {"status", "state", "<uses.status"};
constexpr std::string_view causes[] = {"NL415"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  if (!usable(v, channel)) return;
  for (const Edge& e : v.in(channel, Relation::uses))
    if (in_force(v, e.source)) return;
  run.report(channel);
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Say that it is dormant.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "state", "\"dormant\"");
  return true;
}

} // namespace

extern const Rule channel_used_by_nothing = {
    .code = "NL401",
    .name = "channel-used-by-nothing",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
    .question = "Does any work use the channel?",
    .message = "No program, activity or metric uses {focus}.",
    .advice = "Say what it is for and let a program use it, or close it: a channel that nobody tends "
              "answers nobody.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
