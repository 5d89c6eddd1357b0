#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Write the topic that its title names: {topic}.",
};
constexpr std::string_view footprint[] = {"status", "topic"};

void decide(RuleRun& run, Element policy) {
  const View& v = run.view;
  if (v.get(field::policy::topic, v.as<Kind::policy>(policy)) == choice::topic::absent && in_force(v, policy))
    run.report(policy);
}

/// Words that titles of policies are made of, and what they speak of.
constexpr std::pair<std::string_view, std::string_view> words[] = {
    {"conduct", "conduct"},        {"behav", "conduct"},          {"netiquette", "conduct"},
    {"disclos", "disclosure"},     {"paid posts", "disclosure"},  {"sponsored", "disclosure"},
    {"privacy", "privacy"},        {"personal data", "privacy"},  {"data protection", "privacy"},
    {"gdpr", "privacy"},           {"moderation", "moderation"},  {"comments", "moderation"},
    {"crisis", "crisis"},          {"emergenc", "crisis"},        {"brand", "brand"},
    {"corporate design", "brand"}, {"accessib", "accessibility"}, {"archiv", "records"},
    {"record keeping", "records"}, {"retention", "records"},      {"evaluat", "evaluation"},
    {"spending", "spending"},      {"procurement", "spending"},   {"expenses", "spending"}};

bool fix(const Rendering& r, Fix& f) {
  const std::string title = lowered(r.view.text(field::common::title, r.focus));
  std::string_view topic;
  for (const auto& [word, about] : words) {
    if (title.find(word) == std::string::npos || topic == about) continue;
    if (!topic.empty()) return false; // of two nobody can tell
    topic = about;
  }
  if (topic.empty()) return false;
  f.title = "Write the topic that its title names: {topic}.";
  f.values = {{"topic", std::string(topic)}};
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "topic", quoted(topic));
  return true;
}

} // namespace

extern const Rule policy_without_topic = {
    .code = "NL862",
    .name = "policy-without-topic",
    .category = Category::governance,
    .severity = Severity::advice,
    .focus = kinds(Kind::policy),
    .question = "Does the policy say what it is about?",
    .message = "{focus} has no topic, so nobody can tell which rules are still missing.",
    .advice = "Give it a topic, such as conduct, disclosure, privacy, moderation or crisis.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
