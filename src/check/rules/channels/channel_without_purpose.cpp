#include "check/channels.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "state", "purpose", "<uses.status"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  if (v.get(field::channel::purpose, v.as<Kind::channel>(channel)).known() || !usable(v, channel)) return;
  if (in_use(v, channel)) run.report(channel);
}

} // namespace

extern const Rule channel_without_purpose = {
    .code = "NL417",
    .name = "channel-without-purpose",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::channel),
    .question = "Is it said what the channel is for?",
    .message = "{focus} is in use, and nothing says what it is for.",
    .advice = "Write one sentence under \"purpose\": who is met there, and why there.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
};

} // namespace northline::rules
