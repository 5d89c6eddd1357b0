#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "accessibility or records",
    "accessibility",
    "records",
};
constexpr std::string_view footprint[] = {"all policy.status", "all policy.topic", "all channel.status",
                                          "all channel.state", "all channel.mode", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool records = false, accessible = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> policy) {
    if (!in_force(v, policy)) return;
    const auto topic = v.get(field::policy::topic, policy);
    records = records || topic == choice::topic::records || topic == choice::topic::absent;
    accessible = accessible || topic == choice::topic::accessibility || topic == choice::topic::absent;
  });
  if (records && accessible) return;
  bool speaks = false;
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    speaks = speaks || (usable(v, c) && v.get(field::channel::mode, c) != choice::channel_mode::offline);
  });
  v.each(Kind::program, [&](Element e) { speaks = speaks || committed(v, e); });
  if (speaks)
    run.report(strategy).text("missing", !records && !accessible ? "accessibility or records"
                                         : records               ? "accessibility"
                                                                 : "records");
}

} // namespace

extern const Rule public_topics_missing = {
    .code = "NL880",
    .name = "public-topics-missing",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does a public body have rules on accessibility and records?",
    .message = "The strategy has no policy on {missing}, which public bodies have to have.",
    .advice = "Write down how posts stay readable for everybody and how long they are kept.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::public_sector,
    .phrases = phrases,
};

} // namespace northline::rules
